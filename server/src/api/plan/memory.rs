//! Who gets how much of each host's memory.

use planner::plan::{BudgetLine, HostPlan, Limits, MemoryLimits};
use planner::spec::Run;
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
    /// Together.
    memory_max_mib: Option<u64>,
    /// A slice, or containers with the same limit.
    memory_max_each: Option<Vec<Each>>,
    cpu_weight: u32,
    oom_score_adjust: i32,
}

#[derive(Debug, Serialize)]
struct Each {
    count: u32,
    mib: u64,
}

impl<'a> HostMemory<'a> {
    pub(super) fn new(host: &'a HostPlan, run: Run) -> Self {
        let line = |line: &'a BudgetLine| Line::new(line, host.memory_limits(run, line.consumer).as_ref());
        Self {
            host: host.name.as_str(),
            mib: host.memory.as_mib(),
            wanted_mib: host.wanted.as_mib(),
            lines: host.budget.iter().map(line).collect(),
        }
    }
}

impl<'a> Line<'a> {
    fn new(line: &'a BudgetLine, memory: Option<&MemoryLimits>) -> Self {
        Self {
            consumer: line.consumer.id(),
            title: line.consumer.name(),
            mib: line.memory.value.as_mib(),
            rule: line.memory.rule.id,
            working: &line.memory.working,
            limits: line.limits.map(|limits| LimitsAnswer::new(limits, memory)),
        }
    }
}

impl LimitsAnswer {
    fn new(limits: Limits, memory: Option<&MemoryLimits>) -> Self {
        let each = |memory: &MemoryLimits| {
            let each = memory.each.iter();
            each.map(|&(count, memory)| Each {
                count,
                mib: memory.as_mib(),
            })
            .collect()
        };
        Self {
            memory_max_mib: memory.map(|memory| memory.together.as_mib()),
            memory_max_each: memory.map(each),
            cpu_weight: limits.cpu_weight,
            oom_score_adjust: limits.oom_score_adjust,
        }
    }
}
