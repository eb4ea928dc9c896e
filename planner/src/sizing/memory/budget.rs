//! Who gets how much of a host's memory.

use super::{Fixed, PGBOUNCER_MEMORY, Room};
use crate::plan::{BudgetLine, Consumer, Pgbouncer, Puma, Sidekiq};
use crate::rule::{Basis, Rule, Source, Value};
use crate::sizing::{limits, sidekiq};
use crate::sources::PGBOUNCER_CONFIG;
use crate::spec::Host;
use crate::unit::Memory;

pub(crate) static SYSTEM: Rule = Rule {
    id: "system-memory",
    title: "Memory of the system",
    rationale: "A sixteenth, at least 128 MiB, for kernel, logs and ssh; and all that nobody else was given, \
                which serves as page cache.",
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
}

/// The lines of the budget. Their sum is the host's memory, whatever was asked for.
pub(crate) fn budget(host: &Host, room: &Room, fixed: Fixed, sized: &Sized) -> Budget {
    let mut lines = lines(room, fixed, sized);
    let system_least = system(room.ours);
    let wanted = sum(&lines) + system_least;
    if wanted > room.ours {
        cut(&mut lines, room.ours, wanted);
    }
    let given = sum(&lines);
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
    let limited = |(consumer, memory): Line| BudgetLine {
        consumer,
        limits: limits::limits(consumer, memory.value, spare, room.ours),
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
    let pgbouncer = |_| Value::new(PGBOUNCER_MEMORY, &PGBOUNCER, "for a thousand clients");
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

/// Each gets its part of what is there.
fn cut(lines: &mut [Line], ours: Memory, wanted: Memory) {
    for (_, memory) in lines {
        let part = memory.value.fraction(ours.as_kib(), wanted.as_kib()).floor_mib();
        let working = format!(
            "{} of {} that {} would take",
            part.rounded(),
            memory.value.rounded(),
            wanted.rounded()
        );
        *memory = Value::new(part, &SHORTAGE, working);
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

/// The least of it.
pub(super) fn system(ours: Memory) -> Memory {
    (ours / SYSTEM_SHARE).max(SYSTEM_MIN).floor_mib()
}
