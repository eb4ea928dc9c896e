//! The host's memory, handed out once.

use crate::plan::{BudgetLine, Consumer, Pgbouncer, Sidekiq};
use crate::rule::{Basis, Rule, Source, Value};
use crate::sizing::{limits, puma, sidekiq};
use crate::sources::{EXODUS, PGBOUNCER_CONFIG, PGTUNE};
use crate::spec::Host;
use crate::unit::Memory;

pub(crate) static POSTGRESQL: Rule = Rule {
    id: "postgresql-memory",
    title: "Memory of PostgreSQL",
    rationale: "Half of a host that it shares with Mastodon, its part of the page cache included: PgTune's \
                rules expect the memory that is the database's own. Three eighths up to 4 GiB and gradually half at \
                8 GiB; down to three eighths again where web and background work would not have two processes \
                each, and to 256 MiB where they would find no room.",
    basis: Basis::Judgement,
    sources: &[EXODUS, PGTUNE],
};

pub(crate) static SYSTEM: Rule = Rule {
    id: "system-memory",
    title: "Memory of the system",
    rationale: "A sixteenth, at least 128 MiB, for kernel, logs and ssh; and all that nobody else was given, \
                which serves as page cache.",
    basis: Basis::Judgement,
    sources: &[],
};

pub(crate) static NGINX: Rule = Rule {
    id: "nginx-memory",
    title: "Memory of nginx",
    rationale: "32 MiB for its processes and cache keys, and 16 KiB of buffers for each streaming \
                connection.",
    basis: Basis::Judgement,
    sources: &[],
};

pub(crate) static PGBOUNCER: Rule = Rule {
    id: "pgbouncer-memory",
    title: "Memory of PgBouncer",
    rationale: "masto.nyc's two processes took 3 and 9 MiB (2024). 32 MiB leave room for a thousand clients.",
    basis: Basis::Measured,
    sources: &[
        Source {
            title: "masto.nyc's migration notes (2024)",
            url: "https://github.com/Five-Borough-Fedi-Project/masto.nyc-docean/blob/main/migration_notes.md",
        },
        PGBOUNCER_CONFIG,
    ],
};

pub(crate) static SHORTAGE: Rule = Rule {
    id: "memory-shortage",
    title: "Shares of a host that is too small",
    rationale: "Where even the least of everything is more than there is, each gets the same part of its \
                need.",
    basis: Basis::Judgement,
    sources: &[],
};

/// On small hosts, and on those with much else to do.
const POSTGRESQL_LEAST_SHARE: (u64, u64) = (3, 8);
const SMALL: Memory = Memory::gib(4);
/// Of what is above [`SMALL`], so that half is reached at twice its size.
const POSTGRESQL_SHARE_ABOVE_SMALL: (u64, u64) = (5, 8);
const POSTGRESQL_SHARE: u64 = 2;
const POSTGRESQL_MIN: Memory = Memory::mib(256);
const SYSTEM_SHARE: u64 = 16;
const SYSTEM_MIN: Memory = Memory::mib(128);
const NGINX_BASE: Memory = Memory::mib(32);
const NGINX_PER_CONNECTION: Memory = Memory::kib(16);
pub(crate) const PGBOUNCER_MEMORY: Memory = Memory::mib(32);

/// What the host can give, before web and background work took theirs.
pub(crate) struct Room {
    /// The host's memory less other software's.
    pub(crate) ours: Memory,
    pub(crate) postgresql: Value<Memory>,
    /// For Puma and Sidekiq.
    pub(crate) work: Memory,
}

/// Who gets how much, and what all would take.
pub(crate) struct Budget {
    pub(crate) lines: Vec<BudgetLine>,
    pub(crate) wanted: Memory,
}

/// What does not depend on how much room there is.
pub(crate) struct Fixed {
    pub(crate) streaming: Value<Memory>,
    pub(crate) redis: Value<Memory>,
    pub(crate) search: Option<Value<Memory>>,
    pub(crate) nginx: Value<Memory>,
}

pub(crate) fn nginx(streaming_connections: u64) -> Value<Memory> {
    let memory = (NGINX_BASE + NGINX_PER_CONNECTION * streaming_connections).floor_mib();
    Value::new(
        memory,
        &NGINX,
        format!(
            "{NGINX_BASE} + {streaming_connections} × 16 KiB = {}",
            memory.rounded()
        ),
    )
}

/// `first` is what web and background work take before the database has its full share.
pub(crate) fn room(host: &Host, fixed: &Fixed, first: Memory) -> Room {
    let ours = host.memory - host.reserved_memory;
    let taken = fixed.sum() + system(ours) + PGBOUNCER_MEMORY;
    let wanted = postgresql_share(ours);
    let most = postgresql_most(ours, taken, first);
    let postgresql = wanted.min(most).max(POSTGRESQL_MIN);
    let working = format!(
        "{} of {}, at most {} beside everything else",
        wanted.rounded(),
        ours.rounded(),
        most.rounded(),
    );
    Room {
        ours,
        postgresql: Value::new(postgresql, &POSTGRESQL, working),
        work: ours.saturating_sub(taken + postgresql),
    }
}

/// The lines of the budget. Their sum is the host's memory, whatever was asked for.
pub(crate) fn budget(
    host: &Host,
    room: &Room,
    fixed: Fixed,
    puma: &Value<Memory>,
    sidekiq: &Sidekiq,
    pgbouncer: Option<&Pgbouncer>,
) -> Budget {
    let mut lines = vec![
        (Consumer::Postgresql, room.postgresql.clone()),
        (Consumer::Puma, puma.clone()),
        (Consumer::Sidekiq, sidekiq_memory(sidekiq)),
        (Consumer::Streaming, fixed.streaming),
        (Consumer::Redis, fixed.redis),
        (Consumer::Nginx, fixed.nginx),
    ];
    lines.extend(fixed.search.map(|memory| (Consumer::Search, memory)));
    lines.extend(pgbouncer.map(|_| {
        (
            Consumer::Pgbouncer,
            Value::new(PGBOUNCER_MEMORY, &PGBOUNCER, "for a thousand clients"),
        )
    }));
    let system_least = system(room.ours);
    let wanted = lines.iter().map(|(_, memory)| memory.value).sum::<Memory>() + system_least;
    if wanted > room.ours {
        for (_, memory) in &mut lines {
            let part = memory
                .value
                .fraction(room.ours.as_kib(), wanted.as_kib())
                .floor_mib();
            let working = format!(
                "{} of {} that {} would take",
                part.rounded(),
                memory.value.rounded(),
                wanted.rounded()
            );
            *memory = Value::new(part, &SHORTAGE, working);
        }
    }
    let given: Memory = lines.iter().map(|(_, memory)| memory.value).sum();
    let left = room.ours - given;
    let spare = left - system_least;
    lines.push((
        Consumer::System,
        Value::new(
            left,
            &SYSTEM,
            format!(
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
    let limited = |(consumer, memory): (Consumer, Value<Memory>)| BudgetLine {
        consumer,
        limits: limits::limits(consumer, memory.value, spare, room.ours),
        memory,
    };
    Budget {
        lines: lines.into_iter().map(limited).collect(),
        wanted: wanted + host.reserved_memory,
    }
}

fn sidekiq_memory(sidekiq: &Sidekiq) -> Value<Memory> {
    let all = sidekiq.memory();
    let parts: Vec<_> = sidekiq
        .processes
        .iter()
        .map(|process| {
            format!(
                "{} × {} {}",
                process.instances,
                process.memory.value.rounded(),
                process.name
            )
        })
        .collect();
    Value::new(
        all,
        &sidekiq::MEMORY,
        format!("{} = {}", parts.join(" + "), all.rounded()),
    )
}

fn postgresql_share(ours: Memory) -> Memory {
    let (part, whole) = POSTGRESQL_LEAST_SHARE;
    let small = ours.min(SMALL).fraction(part, whole);
    let (part, whole) = POSTGRESQL_SHARE_ABOVE_SMALL;
    let above = (ours - SMALL).fraction(part, whole);
    (small + above).min(ours / POSTGRESQL_SHARE).floor_mib()
}

/// What is left beside the rest.
fn postgresql_most(ours: Memory, taken: Memory, first: Memory) -> Memory {
    let (part, whole) = POSTGRESQL_LEAST_SHARE;
    let beside_first = ours.saturating_sub(taken + first);
    let beside_least = ours.saturating_sub(taken + puma::MEMORY_MIN + sidekiq::memory_min());
    beside_first
        .max(ours.fraction(part, whole))
        .min(beside_least)
        .floor_mib()
}

fn system(ours: Memory) -> Memory {
    (ours / SYSTEM_SHARE).max(SYSTEM_MIN).floor_mib()
}

impl Fixed {
    fn sum(&self) -> Memory {
        let search = self.search.as_ref().map_or(Memory::ZERO, |memory| memory.value);
        self.streaming.value + self.redis.value + self.nginx.value + search
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_databases_share_goes_from_three_eighths_to_half() {
        for (host, share) in [
            (2048, 768),
            (4096, 1536),
            (6144, 2816),
            (8192, 4096),
            (16_384, 8192),
        ] {
            assert_eq!(
                postgresql_share(Memory::mib(host)),
                Memory::mib(share),
                "{host} MiB"
            );
        }
    }

    #[test]
    fn the_database_makes_room_for_two_processes_each_down_to_three_eighths() {
        let most =
            |taken, first| postgresql_most(Memory::gib(8), Memory::mib(taken), Memory::mib(first)).as_mib();
        assert_eq!(most(2_500, 1_964), 8_192 - 2_500 - 1_964);
        assert_eq!(most(4_000, 1_964), 3_072);
        // Beside one Puma of 402 MiB and one Sidekiq of 370.
        assert_eq!(most(5_000, 1_964), 8_192 - 5_000 - 772);
    }
}
