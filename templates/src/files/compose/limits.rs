//! What a container may take: its share of what the plan gives to its kind.

use planner::Plan;
use planner::plan::Consumer;
use planner::unit::Memory;

use crate::tuned::why;

/// What a container has without `cpu_shares`: as much as systemd's weight of 100.
const SHARES_PER_WEIGHT: u32 = 1024 / 100;
/// The least that docker takes.
const SHARES_MIN: u32 = 2;

pub(super) struct ContainerLimits {
    pub(super) memory: Option<String>,
    pub(super) why: String,
    pub(super) cpu_shares: u32,
    pub(super) oom_score: i32,
}

/// For a kind that runs in one container.
pub(super) fn of_one(plan: &Plan, consumer: Consumer) -> Option<ContainerLimits> {
    of_each(plan, consumer, 1)
}

/// For a kind that runs in so many containers alike.
pub(super) fn of_each(plan: &Plan, consumer: Consumer, containers: usize) -> Option<ContainerLimits> {
    let containers = u32::try_from(containers).unwrap_or(u32::MAX).max(1);
    share(plan, consumer, containers, |limit| limit / u64::from(containers))
}

/// For one of so many containers that differ; `part` is its share of the memory.
pub(super) fn share(
    plan: &Plan,
    consumer: Consumer,
    containers: u32,
    part: impl Fn(Memory) -> Memory,
) -> Option<ContainerLimits> {
    let line = plan.host().budget.iter().find(|line| line.consumer == consumer)?;
    let limits = line.limits?;
    Some(ContainerLimits {
        memory: limits.memory_max.map(|limit| part(limit).floor_mib().docker()),
        why: why(line.memory.rule, &line.memory.working),
        cpu_shares: (limits.cpu_weight * SHARES_PER_WEIGHT / containers).max(SHARES_MIN),
        oom_score: limits.oom_score_adjust,
    })
}
