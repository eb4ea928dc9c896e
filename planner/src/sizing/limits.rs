//! Limits and priorities, so that background work cannot starve the site or the database.

use crate::plan::{Consumer, Limits};
use crate::rule::{Basis, Rule, Source, Value, rule};
use crate::sources::MASTO_NYC;
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "limits-and-priorities",
    title: "Limits and priorities",
    rationale: "Puma and Sidekiq grow over days, and tight limits end healthy processes: masto.nyc's Puma went from 301 to \
                1,109 MiB in three days of 2026, and its Sidekiq was ended at 900 and 1,100. Each may take its budget and \
                half of what nobody was given, and half as much again before the kernel ends it; streaming may take the 512 MiB a process of Mastodon's chart. \
                Sidekiq has a quarter of the database's weight when cores are short, and is the first to go \
                when memory is. The database has no limit, and −900 against the out-of-memory killer as in \
                Debian's own unit.",
    basis: Basis::Judgement,
    sources: &[
        MASTO_NYC,
        Source {
            title: "systemd.resource-control",
            url: "https://www.freedesktop.org/software/systemd/man/latest/systemd.resource-control.html",
        },
    ],
};

pub(crate) static FILES: Rule = rule! {
    id: "process-files",
    title: "Files of a Mastodon process",
    rationale: "systemd gives a process 1,024 files unless told otherwise. A Puma or Sidekiq process that talks to many \
                servers runs out of them, as several admins report. Mastodon's own streaming unit allows 65,536.",
    basis: Basis::Documented,
    sources: &[
        MASTODON_STREAMING_UNIT,
        Source {
            title: "Mastodon pull 18064",
            url: "https://github.com/mastodon/mastodon/pull/18064",
        },
    ],
};

const MASTODON_STREAMING_UNIT: Source = Source {
    title: "Mastodon's mastodon-streaming@.service",
    url: "https://github.com/mastodon/mastodon/blob/main/dist/mastodon-streaming%40.service",
};
const FILE_LIMIT: u32 = 65_536;
/// Over the budget and its half of the memory to spare.
const LIMIT_SHARE: (u64, u64) = (3, 2);
const SPARE_SHARE: u64 = 2;
/// systemd's `CPUWeight`, of which 100 is the usual. Whatever every request waits for has the most. Our judgement.
const WEIGHT_OF_DATA: u32 = 200;
const WEIGHT_OF_WEB: u32 = 150;
const WEIGHT_OF_BACKGROUND: u32 = 50;
/// As in Debian's own unit, postgresql@.service.
const OOM_POSTGRESQL: i32 = -900;
/// Small, and nothing works without them. Our judgement.
const OOM_SMALL: i32 = -500;
/// What is missed least goes first. Our judgement.
const OOM_PUMA: i32 = 100;
const OOM_STREAMING: i32 = 200;
const OOM_SEARCH: i32 = 300;
const OOM_SIDEKIQ: i32 = 500;
/// To budget: Mastodon's chart asks for 128 MiB and allows 512.
const STREAMING_LIMIT: u64 = 4;

/// `spare` is what nobody was given, `ours` all that there is.
pub(crate) fn limits(consumer: Consumer, memory: Memory, spare: Memory, ours: Memory) -> Option<Limits> {
    let grown = |memory: Memory| memory.fraction(LIMIT_SHARE.0, LIMIT_SHARE.1);
    let with_spare = grown(memory + spare / SPARE_SHARE);
    let (cpu_weight, oom_score_adjust, most) = match consumer {
        Consumer::Postgresql => (WEIGHT_OF_DATA, OOM_POSTGRESQL, None),
        Consumer::Redis | Consumer::Nginx | Consumer::Pgbouncer => (WEIGHT_OF_DATA, OOM_SMALL, None),
        Consumer::Puma => (WEIGHT_OF_WEB, OOM_PUMA, Some(with_spare)),
        Consumer::Streaming => (WEIGHT_OF_WEB, OOM_STREAMING, Some(memory * STREAMING_LIMIT)),
        Consumer::Search => (WEIGHT_OF_BACKGROUND, OOM_SEARCH, Some(grown(memory))),
        Consumer::Sidekiq => (WEIGHT_OF_BACKGROUND, OOM_SIDEKIQ, Some(with_spare)),
        Consumer::OtherSoftware | Consumer::System => return None,
    };
    Some(Limits {
        memory_max: most.map(|most| most.min(ours).floor_mib()),
        cpu_weight,
        oom_score_adjust,
    })
}

/// For web, Sidekiq and streaming alike.
pub(crate) fn file_limit() -> Value<u32> {
    Value::new(FILE_LIMIT, &FILES, "as in Mastodon's streaming unit")
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With 400 MiB to spare of `ours`.
    fn of(consumer: Consumer, memory: u64, ours: u64) -> Limits {
        limits(consumer, Memory::mib(memory), Memory::mib(400), Memory::mib(ours)).expect("limits")
    }

    fn most(consumer: Consumer, memory: u64, ours: u64) -> Option<u64> {
        of(consumer, memory, ours).memory_max.map(Memory::as_mib)
    }

    #[test]
    fn web_and_sidekiq_may_take_half_as_much_again_as_budget_and_half_the_spare() {
        // (800 + 400 ÷ 2) × 1.5.
        assert_eq!(most(Consumer::Puma, 800, 8_192), Some(1_500));
        assert_eq!(most(Consumer::Sidekiq, 800, 8_192), Some(1_500));
        // (801 + 200) × 1.5 = 1,501.5.
        assert_eq!(most(Consumer::Puma, 801, 8_192), Some(1_501));
        // Elasticsearch keeps to a heap of fixed size: 1,024 × 1.5.
        assert_eq!(most(Consumer::Search, 1_024, 8_192), Some(1_536));
    }

    /// Mastodon's chart asks for 128 MiB and allows 512.
    #[test]
    fn streaming_may_take_four_times_its_budget() {
        assert_eq!(most(Consumer::Streaming, 128, 8_192), Some(512));
    }

    #[test]
    fn nobody_may_take_more_than_there_is() {
        assert_eq!(most(Consumer::Puma, 800, 1_501), Some(1_500));
        assert_eq!(most(Consumer::Puma, 800, 1_499), Some(1_499));
    }

    #[test]
    fn data_has_no_limit() {
        for consumer in [
            Consumer::Postgresql,
            Consumer::Redis,
            Consumer::Nginx,
            Consumer::Pgbouncer,
        ] {
            assert_eq!(most(consumer, 800, 8_192), None, "{consumer:?}");
        }
    }

    #[test]
    fn sidekiq_has_a_quarter_of_the_databases_weight_and_goes_first() {
        let of = |consumer| {
            let limits = of(consumer, 800, 8_192);
            (limits.cpu_weight, limits.oom_score_adjust)
        };
        // −900 is that of Debian's postgresql@.service.
        assert_eq!(of(Consumer::Postgresql), (200, -900));
        for small in [Consumer::Redis, Consumer::Nginx, Consumer::Pgbouncer] {
            assert_eq!(of(small), (200, -500));
        }
        assert_eq!(of(Consumer::Puma), (150, 100));
        assert_eq!(of(Consumer::Streaming), (150, 200));
        assert_eq!(of(Consumer::Search), (50, 300));
        assert_eq!(of(Consumer::Sidekiq), (50, 500));
    }

    #[test]
    fn what_no_unit_runs_has_none() {
        for consumer in [Consumer::System, Consumer::OtherSoftware] {
            assert_eq!(
                limits(consumer, Memory::gib(1), Memory::ZERO, Memory::gib(8)),
                None
            );
        }
    }

    /// As in Mastodon's mastodon-streaming@.service.
    #[test]
    fn a_process_may_open_65_536_files() {
        assert_eq!(file_limit().value, 65_536);
    }
}
