//! Limits and priorities, so that background work cannot starve the site or the database.

use crate::plan::{Consumer, Limits};
use crate::rule::{Basis, Rule, Source};
use crate::sources::MASTO_NYC;
use crate::unit::Memory;

pub(crate) static RULE: Rule = Rule {
    id: "limits-and-priorities",
    title: "Limits and priorities",
    rationale: "Puma and Sidekiq grow over days, and tight limits end them in the middle of work, as \
                masto.nyc saw in 2026. They are slowed at their budget and ended at one and a half times it. \
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

const MAX_TO_HIGH: (u64, u64) = (3, 2);

pub(crate) fn limits(consumer: Consumer, memory: Memory, ours: Memory) -> Option<Limits> {
    let (cpu_weight, oom_score_adjust, is_limited) = match consumer {
        Consumer::Postgresql => (200, -900, false),
        Consumer::Redis | Consumer::Nginx | Consumer::Pgbouncer => (200, -500, false),
        Consumer::Puma => (150, 100, true),
        Consumer::Streaming => (150, 200, true),
        Consumer::Search => (50, 300, true),
        Consumer::Sidekiq => (50, 500, true),
        Consumer::OtherSoftware | Consumer::System => return None,
    };
    let memory_max = memory
        .fraction(MAX_TO_HIGH.0, MAX_TO_HIGH.1)
        .min(ours)
        .floor_mib();
    Some(Limits {
        memory_high: is_limited.then_some(memory.floor_mib()),
        memory_max: is_limited.then_some(memory_max),
        cpu_weight,
        oom_score_adjust,
    })
}
