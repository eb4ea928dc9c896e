//! What a container may take, in compose's notation.

use planner::plan::{Consumer, ContainerPart};
use planner::unit::Memory;

use crate::here::Here;
use crate::tuned::why;

pub(super) struct ContainerLimits {
    pub(super) memory: Option<String>,
    pub(super) why: String,
    pub(super) cpu_shares: u32,
    pub(super) oom_score: i32,
}

/// Of the only container of its kind.
pub(super) fn of_one(here: Here<'_>, consumer: Consumer) -> Option<ContainerLimits> {
    of_part(here, consumer, ContainerPart::WHOLE)
}

pub(super) fn of_part(here: Here<'_>, consumer: Consumer, part: ContainerPart) -> Option<ContainerLimits> {
    let (limits, budget) = here.host.container_limits(consumer, part)?;
    Some(ContainerLimits {
        memory: limits.memory_max.map(Memory::docker),
        why: why(budget.rule, &budget.working),
        cpu_shares: limits.cpu_shares,
        oom_score: limits.oom_score_adjust,
    })
}
