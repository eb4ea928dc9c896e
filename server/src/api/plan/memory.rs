//! Who gets how much of each host's memory.

use planner::plan::{BudgetLine, HostPlan, Limits};
use planner::unit::Memory;
use serde::Serialize;

/// One host's budget. Amounts are MiB.
#[derive(Debug, Serialize)]
pub(super) struct HostMemory<'a> {
    host: &'a str,
    mib: u64,
    /// What all of it would take: more than `mib` on a host that is too small.
    wanted_mib: u64,
    lines: Vec<Line<'a>>,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    consumer: &'a str,
    title: &'a str,
    mib: u64,
    rule: &'a str,
    working: &'a str,
    limits: Option<LimitsAnswer>,
}

/// What keeps a service within its part. `null` where there is no limit.
#[derive(Debug, Serialize)]
struct LimitsAnswer {
    memory_max_mib: Option<u64>,
    cpu_weight: u32,
    oom_score_adjust: i32,
}

impl<'a> HostMemory<'a> {
    pub(super) fn new(host: &'a HostPlan) -> Self {
        Self {
            host: host.name.as_str(),
            mib: host.memory.as_mib(),
            wanted_mib: host.wanted.as_mib(),
            lines: host.budget.iter().map(Line::new).collect(),
        }
    }
}

impl<'a> Line<'a> {
    fn new(line: &'a BudgetLine) -> Self {
        Self {
            consumer: line.consumer.id(),
            title: line.consumer.name(),
            mib: line.memory.value.as_mib(),
            rule: line.memory.rule.id,
            working: &line.memory.working,
            limits: line.limits.map(LimitsAnswer::new),
        }
    }
}

impl LimitsAnswer {
    fn new(limits: Limits) -> Self {
        Self {
            memory_max_mib: limits.memory_max.map(Memory::as_mib),
            cpu_weight: limits.cpu_weight,
            oom_score_adjust: limits.oom_score_adjust,
        }
    }
}
