//! What a container may take: its part of what the plan gives to its kind.

use super::{Consumer, HostPlan};
use crate::rule::Value;
use crate::unit::Memory;

/// What a container has without `cpu_shares`, 1024, is as much as systemd's usual weight, 100.
/// <https://docs.docker.com/engine/containers/resource_constraints/>
const SHARES_PER_WEIGHT: u32 = 1024 / 100;
/// The least that docker takes.
const SHARES_MIN: u32 = 2;

/// Of one container.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContainerLimits {
    /// `mem_limit`. None for what must not end.
    pub memory_max: Option<Memory>,
    pub cpu_shares: u32,
    pub oom_score_adjust: i32,
}

/// One container among those that share what their kind is given.
#[derive(Clone, Copy, Debug)]
pub struct ContainerPart {
    containers: u32,
    memory: Memory,
    of: Memory,
}

impl ContainerPart {
    /// The only one of its kind.
    pub const WHOLE: Self = Self::one_of(1);

    /// One of so many alike, at least one.
    pub const fn one_of(containers: u32) -> Self {
        Self {
            containers,
            memory: Memory::kib(1),
            of: Memory::kib(containers as u64),
        }
    }

    /// One of so many, which needs so much of the memory of all.
    pub const fn with_memory(containers: u32, memory: Memory, of: Memory) -> Self {
        Self {
            containers,
            memory,
            of,
        }
    }
}

impl HostPlan {
    /// The limits of one container, with the budget that they come from.
    pub fn container_limits(
        &self,
        consumer: Consumer,
        part: ContainerPart,
    ) -> Option<(ContainerLimits, &Value<Memory>)> {
        let line = self.line(consumer)?;
        let limits = line.limits?;
        let memory = |limit: Memory| {
            limit
                .fraction(part.memory.as_kib(), part.of.as_kib().max(1))
                .floor_mib()
        };
        let limits = ContainerLimits {
            memory_max: limits.memory_max.map(memory),
            cpu_shares: (limits.cpu_weight * SHARES_PER_WEIGHT / part.containers.max(1)).max(SHARES_MIN),
            oom_score_adjust: limits.oom_score_adjust,
        };
        Some((limits, &line.memory))
    }
}
