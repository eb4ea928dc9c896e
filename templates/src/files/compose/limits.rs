//! What a container may take.

use planner::plan::{self, Consumer, ContainerPart};
use planner::rule::Value;
use planner::unit::Memory;

use crate::here::Here;

pub(super) struct ContainerLimits<'a> {
    pub(super) limits: plan::ContainerLimits,
    /// What they come from.
    pub(super) budget: &'a Value<Memory>,
}

/// Of the only container of its kind.
pub(super) fn of_one(here: Here<'_>, consumer: Consumer) -> Option<ContainerLimits<'_>> {
    of_part(here, consumer, ContainerPart::WHOLE)
}

pub(super) fn of_part(
    here: Here<'_>,
    consumer: Consumer,
    part: ContainerPart,
) -> Option<ContainerLimits<'_>> {
    let (limits, budget) = here.host.container_limits(consumer, part)?;
    Some(ContainerLimits { limits, budget })
}
