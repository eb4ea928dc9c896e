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
                half of what nobody was given, and half as much again before the kernel ends it, and never less than 2 GiB a \
                process, to which masto.nyc raised its limits; but not what the database, Redis and the system are given. \
                Streaming may take the 512 MiB a process of Mastodon's chart. \
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
/// Of one Puma worker or Sidekiq process, as masto.nyc has it.
const PROCESS_LIMIT: Memory = Memory::gib(2);
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

/// What a limit follows from, beside the budget.
pub(crate) struct Ground {
    /// What nobody was given.
    pub(crate) spare: Memory,
    /// What is there beside those that have no limit.
    pub(crate) most: Memory,
    /// How many share the limit.
    pub(crate) processes: u32,
}

/// Whether the kernel must not end it at any limit.
pub(crate) const fn holds_data_or_carries_all(consumer: Consumer) -> bool {
    matches!(
        consumer,
        Consumer::Postgresql | Consumer::Redis | Consumer::Nginx | Consumer::Pgbouncer
    )
}

pub(crate) fn limits(consumer: Consumer, memory: Memory, ground: &Ground) -> Option<Limits> {
    let grown = |memory: Memory| memory.fraction(LIMIT_SHARE.0, LIMIT_SHARE.1);
    let of_processes = PROCESS_LIMIT * u64::from(ground.processes);
    let with_spare = grown(memory + ground.spare / SPARE_SHARE).max(of_processes);
    let each = matches!(consumer, Consumer::Puma | Consumer::Sidekiq).then_some(PROCESS_LIMIT);
    // A budget that was cut is more than what is left.
    let most_there = ground.most.max(memory);
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
        memory_max: most.map(|most| most.min(most_there).floor_mib()),
        memory_max_each: each,
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

    /// With 400 MiB to spare.
    fn of(consumer: Consumer, memory: u64, processes: u32, most: u64) -> Limits {
        let ground = Ground {
            spare: Memory::mib(400),
            most: Memory::mib(most),
            processes,
        };
        limits(consumer, Memory::mib(memory), &ground).expect("limits")
    }

    fn most(consumer: Consumer, memory: u64, processes: u32, most: u64) -> Option<u64> {
        of(consumer, memory, processes, most)
            .memory_max
            .map(Memory::as_mib)
    }

    #[test]
    fn web_and_sidekiq_may_take_half_as_much_again_as_budget_and_half_the_spare() {
        // (2,000 + 400 ÷ 2) × 1.5.
        assert_eq!(most(Consumer::Puma, 2_000, 1, 8_192), Some(3_300));
        assert_eq!(most(Consumer::Sidekiq, 2_000, 1, 8_192), Some(3_300));
        // (2,001 + 200) × 1.5 = 3,301.5.
        assert_eq!(most(Consumer::Puma, 2_001, 1, 8_192), Some(3_301));
        // Elasticsearch keeps to a heap of fixed size: 1,024 × 1.5.
        assert_eq!(most(Consumer::Search, 1_024, 1, 8_192), Some(1_536));
    }

    /// masto.nyc's Sidekiq was ended at 1,100 MiB, and has 2 GiB since.
    #[test]
    fn a_process_is_never_ended_below_2_gib_that_are_there() {
        for consumer in [Consumer::Puma, Consumer::Sidekiq] {
            assert_eq!(most(consumer, 500, 1, 8_192), Some(2_048), "{consumer:?}");
            assert_eq!(most(consumer, 1_100, 3, 8_192), Some(6_144), "{consumer:?}");
            assert_eq!(of(consumer, 500, 1, 8_192).memory_max_each, Some(Memory::gib(2)));
        }
        assert_eq!(of(Consumer::Streaming, 128, 1, 8_192).memory_max_each, None);
    }

    /// Mastodon's chart asks for 128 MiB and allows 512.
    #[test]
    fn streaming_may_take_four_times_its_budget() {
        assert_eq!(most(Consumer::Streaming, 128, 1, 8_192), Some(512));
    }

    #[test]
    fn nobody_may_take_more_than_is_there_beside_the_database_and_its_like() {
        assert_eq!(most(Consumer::Puma, 800, 2, 4_097), Some(4_096));
        assert_eq!(most(Consumer::Puma, 800, 2, 4_095), Some(4_095));
        // A budget that was cut stays a budget.
        assert_eq!(most(Consumer::Puma, 800, 2, 700), Some(800));
    }

    #[test]
    fn data_has_no_limit() {
        for consumer in [
            Consumer::Postgresql,
            Consumer::Redis,
            Consumer::Nginx,
            Consumer::Pgbouncer,
        ] {
            assert_eq!(most(consumer, 800, 1, 8_192), None, "{consumer:?}");
            assert!(holds_data_or_carries_all(consumer));
        }
        for consumer in [
            Consumer::Puma,
            Consumer::Sidekiq,
            Consumer::Streaming,
            Consumer::Search,
        ] {
            assert!(!holds_data_or_carries_all(consumer), "{consumer:?}");
        }
    }

    #[test]
    fn sidekiq_has_a_quarter_of_the_databases_weight_and_goes_first() {
        let of = |consumer| {
            let limits = of(consumer, 800, 1, 8_192);
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
            let ground = Ground {
                spare: Memory::ZERO,
                most: Memory::gib(8),
                processes: 1,
            };
            assert_eq!(limits(consumer, Memory::gib(1), &ground), None);
        }
    }

    /// As in Mastodon's mastodon-streaming@.service.
    #[test]
    fn a_process_may_open_65_536_files() {
        assert_eq!(file_limit().value, 65_536);
    }
}
