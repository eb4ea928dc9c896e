//! Who gets how much of a host's memory.

use super::{Fixed, PGBOUNCER_MEMORY, Room};
use crate::plan::{BudgetLine, Consumer, Pgbouncer, Puma, Redis, Sidekiq};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sizing::limits::{self, Ground};
use crate::sizing::{redis, sidekiq};
use crate::spec::Host;
use crate::unit::Memory;

pub(crate) static SYSTEM: Rule = rule! {
    id: "system-memory",
    title: "Memory of the system",
    rationale: "A sixteenth, at least 128 MiB, for kernel, logs and ssh; and all that nobody else was given, \
                which serves as page cache.",
    basis: Basis::Judgement,
    sources: &[],
};

pub(crate) static PGBOUNCER: Rule = rule! {
    id: "pgbouncer-memory",
    title: "Memory of PgBouncer",
    rationale: "masto.nyc's two processes took 3 and 9 MiB (2024), and a connection takes 2 kB. 32 MiB leave room for \
                thousands of clients.",
    basis: Basis::Measured,
    sources: &[
        Source {
            title: "masto.nyc's migration notes (2024)",
            url: "https://github.com/Five-Borough-Fedi-Project/masto.nyc-docean/blob/main/migration_notes.md",
        },
        Source {
            title: "PgBouncer's features",
            url: "https://www.pgbouncer.org/features.html",
        },
    ],
};

pub(crate) static SHORTAGE: Rule = rule! {
    id: "memory-shortage",
    title: "Shares of a host that is too small",
    rationale: "Where even the least of everything is more than there is, each gets the same part of its \
                need.",
    basis: Basis::Judgement,
    sources: &[],
};

const SYSTEM_SHARE: u64 = 16;
const SYSTEM_MIN: Memory = Memory::mib(128);

/// Who gets how much, and what all would take.
pub(crate) struct Budget {
    pub(crate) lines: Vec<BudgetLine>,
    pub(crate) wanted: Memory,
}

/// What was sized to the room that there is.
pub(crate) struct Sized<'a> {
    pub(crate) puma: Option<&'a Puma>,
    pub(crate) sidekiq: Option<&'a Sidekiq>,
    pub(crate) pgbouncer: Option<&'a Pgbouncer>,
    pub(crate) redis: Option<&'a Redis>,
}

impl Sized<'_> {
    fn processes(&self, consumer: Consumer) -> u32 {
        match consumer {
            Consumer::Puma => self.puma.map_or(0, Puma::processes),
            Consumer::Sidekiq => self.sidekiq.map_or(0, Sidekiq::process_count),
            _ => 1,
        }
    }
}

/// The lines of the budget. Their sum is the host's memory, whatever was asked for.
pub(crate) fn budget(host: &Host, room: &Room, fixed: Fixed, sized: &Sized) -> Budget {
    let mut lines = lines(room, fixed, sized);
    let system_least = system(room.ours);
    let wanted = sum(&lines) + system_least;
    if wanted > room.ours {
        cut(&mut lines, room.ours, wanted);
    } else if let Some(redis) = sized.redis {
        give_to_feeds(&mut lines, redis::headroom(redis).min(room.ours - wanted));
    }
    let given = sum(&lines);
    let left = room.ours - given;
    let spare = left - system_least;
    let most = room.ours.saturating_sub(without_limit(&lines) + system_least);
    lines.push((
        Consumer::System,
        Value::new(
            left,
            &SYSTEM,
            working!(
                "{} − {} given away = {}",
                room.ours.rounded(),
                given.rounded(),
                left.rounded()
            ),
        ),
    ));
    if host.reserved_memory > Memory::ZERO {
        lines.push((
            Consumer::OtherSoftware,
            Value::new(host.reserved_memory, &SYSTEM, "kept free as you said"),
        ));
    }
    let limited = |(consumer, memory): Line| BudgetLine {
        consumer,
        limits: limits::limits(
            consumer,
            memory.value,
            &Ground {
                spare,
                most,
                processes: sized.processes(consumer),
            },
        ),
        memory,
    };
    Budget {
        lines: lines.into_iter().map(limited).collect(),
        wanted: wanted + host.reserved_memory,
    }
}

type Line = (Consumer, Value<Memory>);

/// Of the services that run on the host.
fn lines(room: &Room, fixed: Fixed, sized: &Sized) -> Vec<Line> {
    let pgbouncer = |_| Value::new(PGBOUNCER_MEMORY, &PGBOUNCER, "fixed");
    let all = [
        (Consumer::Postgresql, room.postgresql.clone()),
        (Consumer::Puma, sized.puma.map(|puma| puma.memory.clone())),
        (Consumer::Sidekiq, sized.sidekiq.map(sidekiq_memory)),
        (Consumer::Streaming, fixed.streaming),
        (Consumer::Redis, fixed.redis),
        (Consumer::Nginx, fixed.nginx),
        (Consumer::Search, fixed.search),
        (Consumer::Pgbouncer, sized.pgbouncer.map(pgbouncer)),
    ];
    all.into_iter()
        .filter_map(|(consumer, memory)| Some((consumer, memory?)))
        .collect()
}

fn sum(lines: &[Line]) -> Memory {
    lines.iter().map(|(_, memory)| memory.value).sum()
}

/// What must not be taken by those that have one.
fn without_limit(lines: &[Line]) -> Memory {
    let data = lines
        .iter()
        .filter(|(consumer, _)| limits::holds_data_or_carries_all(*consumer));
    data.map(|(_, memory)| memory.value).sum()
}

/// Each gets its part of what is there.
fn cut(lines: &mut [Line], ours: Memory, wanted: Memory) {
    for (_, memory) in lines {
        let part = memory.value.fraction(ours.as_kib(), wanted.as_kib()).floor_mib();
        let working = working!(
            "{} of {} that {} would take",
            part.rounded(),
            memory.value.rounded(),
            wanted.rounded()
        );
        *memory = Value::new(part, &SHORTAGE, working);
    }
}

fn give_to_feeds(lines: &mut [Line], more: Memory) {
    let redis = lines
        .iter_mut()
        .find(|(consumer, _)| *consumer == Consumer::Redis);
    if let Some((_, memory)) = redis {
        memory.value = (memory.value + more).floor_mib();
        memory.working = working!(
            "{}, and {} that are left for feeds",
            memory.working,
            more.rounded()
        );
    }
}

fn sidekiq_memory(sidekiq: &Sidekiq) -> Value<Memory> {
    let all = sidekiq.memory() + sidekiq.ffmpeg.value;
    let mut parts: Vec<_> = sidekiq
        .processes
        .iter()
        .map(|process| {
            working!(
                "{} × {} {}",
                process.instances,
                process.memory.value.rounded(),
                process.name
            )
        })
        .collect();
    parts.push(working!("{} for an ffmpeg", sidekiq.ffmpeg.value.rounded()));
    Value::new(
        all,
        &sidekiq::MEMORY,
        working!("{} = {}", parts.join(" + "), all.rounded()),
    )
}

/// The least of it.
pub(crate) fn system(ours: Memory) -> Memory {
    (ours / SYSTEM_SHARE).max(SYSTEM_MIN)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::{HostPlan, Limits};
    use crate::testing::plan_of;

    fn host(answers: &str) -> HostPlan {
        plan_of(answers).hosts.remove(0)
    }

    fn shown(host: &HostPlan) -> Vec<(Consumer, u64)> {
        let lines = host.budget.iter();
        lines
            .map(|line| (line.consumer, line.memory.value.as_mib()))
            .collect()
    }

    #[test]
    fn the_system_keeps_a_sixteenth_and_never_less_than_128_mib() {
        let mib = |ours| system(Memory::mib(ours)).as_mib();
        assert_eq!(
            (mib(512), mib(2_048), mib(2_064), mib(8_192)),
            (128, 128, 129, 512)
        );
    }

    /// Two cores, 100 users. Redis: 64 MiB, 100 × 70 KiB, 4,096 ÷ 16 and ÷ 64 are 390 MiB, × 5 ÷ 4. Beside streaming, Redis,
    /// nginx, an eighth for an ffmpeg, 256 of the system and 32 of PgBouncer 2,648 MiB are left: a quarter of 4,096 for the
    /// database, and of 1,624 the steps 400, 480 and 710 of web and background work, but not the scheduler's 440.
    /// Of the 66 MiB that are left then, feeds could use 88: 5 ÷ 4 of 64 and 100 × 70 KiB.
    #[test]
    fn a_small_host_is_handed_out_to_the_last_mib() {
        let host = host("");
        assert_eq!(
            shown(&host),
            [
                (Consumer::Postgresql, 1_024),
                (Consumer::Puma, 2 * 555),
                (Consumer::Sidekiq, 480 + 512),
                (Consumer::Streaming, 128 + 1),
                (Consumer::Redis, 487 + 66),
                (Consumer::Nginx, 32),
                (Consumer::System, 256),
            ]
        );
        // 3,774 and the 256 that the system must have.
        assert_eq!(host.wanted, Memory::mib(4_030));
        // Two processes of 2 GiB are more than 4,096 − 1,024 − 553 − 32 − 256.
        let limits = host
            .limits_of(Consumer::Puma)
            .and_then(|limits| limits.memory_max);
        assert_eq!(limits, Some(Memory::mib(2_231)));
    }

    /// A single user on half a GiB. The least of each: 256 MiB, 400, 480 and an eighth, 128, 5 ÷ 4 of 64 + 64 + 32, and 32,
    /// with 128 for the system 1,688 in all, of which there are 512.
    #[test]
    fn where_even_the_least_does_not_fit_each_gets_the_same_part() {
        let host = host("hosts.0.cores=1 hosts.0.memory=512MiB load.active_users=1");
        assert_eq!(host.wanted, Memory::mib(1_688));
        // Rounded down each; what that leaves goes to the system.
        assert_eq!(
            shown(&host),
            [
                (Consumer::Postgresql, 77),
                (Consumer::Puma, 121),
                (Consumer::Sidekiq, 165),
                (Consumer::Streaming, 38),
                (Consumer::Redis, 60),
                (Consumer::Nginx, 9),
                (Consumer::System, 42),
            ]
        );
        assert_eq!(host.budget[0].memory.rule.id, "memory-shortage");
        assert_eq!(
            host.budget[0].memory.working,
            "77 MiB of 256 MiB that 1.6 GiB would take"
        );
    }

    #[test]
    fn other_software_keeps_what_it_has() {
        let with = host("hosts.0.memory=5 hosts.0.reserved_memory=1");
        let without = host("hosts.0.memory=4");
        assert_eq!(shown(&with)[..7], shown(&without));
        assert_eq!(shown(&with)[7], (Consumer::OtherSoftware, 1_024));
        assert_eq!(with.wanted, without.wanted + Memory::gib(1));
        assert_eq!(with.limits_of(Consumer::OtherSoftware), None::<Limits>);
    }

    #[test]
    fn pgbouncer_has_32_mib_where_it_runs() {
        let given = |answers| host(answers).memory_of(Consumer::Pgbouncer);
        assert_eq!(given("options.pgbouncer=on"), Memory::mib(32));
        assert_eq!(given("options.pgbouncer=off"), Memory::ZERO);
    }
}
