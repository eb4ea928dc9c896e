//! What a container may take: its part of what the plan gives to its kind.

use super::{Consumer, HostPlan, Sidekiq};
use crate::rule::Value;
use crate::spec::Run;
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

    /// A Sidekiq process, which needs so much.
    pub fn of_sidekiq(sidekiq: &Sidekiq, memory: Memory) -> Self {
        Self::with_memory(sidekiq.process_count(), memory, sidekiq.memory())
    }
}

/// What a kind may take: a slice for all its processes, or each of its containers, those with the same limit together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MemoryLimits {
    /// How many, and what each of them may take.
    pub each: Vec<(u32, Memory)>,
    pub together: Memory,
}

impl HostPlan {
    /// What a kind of what the plan starts may take, as its files have it. None for what must not end.
    pub fn memory_limits(&self, run: Run, consumer: Consumer) -> Option<MemoryLimits> {
        let each = match run {
            Run::Systemd => vec![(1, self.line(consumer)?.limits?.memory_max?)],
            Run::Compose => self.memory_of_containers(consumer)?,
        };
        let memory = each.iter().map(|&(count, memory)| memory * u64::from(count));
        let together = memory.sum();
        Some(MemoryLimits { each, together })
    }

    fn memory_of_containers(&self, consumer: Consumer) -> Option<Vec<(u32, Memory)>> {
        let mut each: Vec<(u32, Memory)> = Vec::new();
        for (containers, part) in self.parts_of(consumer) {
            let memory = self.container_limits(consumer, part)?.0.memory_max?;
            match each.iter_mut().find(|(_, other)| *other == memory) {
                Some((alike, _)) => *alike += containers,
                None => each.push((containers, memory)),
            }
        }
        Some(each)
    }

    /// How many containers there are of each part of a kind.
    fn parts_of(&self, consumer: Consumer) -> Vec<(u32, ContainerPart)> {
        match (consumer, &self.sidekiq, &self.streaming) {
            (Consumer::Sidekiq, Some(sidekiq), _) => {
                let processes = sidekiq.processes.iter();
                let part = |memory| ContainerPart::of_sidekiq(sidekiq, memory);
                processes
                    .map(|process| (process.instances.value, part(process.memory.value)))
                    .collect()
            }
            (Consumer::Streaming, _, Some(streaming)) => {
                let processes = streaming.processes.value;
                vec![(processes, ContainerPart::one_of(processes))]
            }
            _ => vec![(1, ContainerPart::WHOLE)],
        }
    }

    /// The limits of one container, with the budget that they come from.
    pub fn container_limits(
        &self,
        consumer: Consumer,
        part: ContainerPart,
    ) -> Option<(ContainerLimits, &Value<Memory>)> {
        let line = self.line(consumer)?;
        let limits = line.limits?;
        let memory = |limit: Memory| {
            let share = limit.fraction(part.memory.as_kib(), part.of.as_kib().max(1));
            let each = limits.memory_max_each.unwrap_or_default();
            share.max(each.min(limit)).floor_mib()
        };
        let limits = ContainerLimits {
            memory_max: limits.memory_max.map(memory),
            cpu_shares: (limits.cpu_weight * SHARES_PER_WEIGHT / part.containers.max(1)).max(SHARES_MIN),
            oom_score_adjust: limits.oom_score_adjust,
        };
        Some((limits, &line.memory))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    /// On two cores and 4 GiB web may take what the database, Redis and the like leave, 2,231 MiB, Sidekiq's only process the
    /// 2 GiB of one, and streaming four times 129 MiB.
    fn limits(consumer: Consumer, part: ContainerPart) -> (Option<u64>, u32) {
        let plan = plan_of("run=compose");
        let (limits, _) = plan.hosts[0].container_limits(consumer, part).expect("limits");
        (limits.memory_max.map(Memory::as_mib), limits.cpu_shares)
    }

    /// docker's 1,024 shares are systemd's 100: ten each, of web's 150 and background work's 50.
    #[test]
    fn weights_are_written_as_shares_and_parted_among_containers_alike() {
        assert_eq!(limits(Consumer::Puma, ContainerPart::WHOLE), (Some(2_231), 1_500));
        assert_eq!(
            limits(Consumer::Streaming, ContainerPart::one_of(2)),
            (Some(258), 750)
        );
        assert_eq!(
            limits(Consumer::Streaming, ContainerPart::one_of(3)),
            (Some(172), 500)
        );
    }

    #[test]
    fn a_process_alone_in_a_container_may_take_its_2_gib_whatever_the_others_take() {
        assert_eq!(
            limits(Consumer::Sidekiq, ContainerPart::one_of(3)),
            (Some(2_048), 166)
        );
        assert_eq!(
            limits(Consumer::Puma, ContainerPart::one_of(2)),
            (Some(2_048), 750)
        );
    }

    #[test]
    fn memory_is_parted_by_what_each_needs() {
        // 516 × 370 ÷ 730 = 261.5 and 516 × 360 ÷ 730 = 254.5.
        let part = |mib| ContainerPart::with_memory(2, Memory::mib(mib), Memory::mib(730));
        assert_eq!(limits(Consumer::Streaming, part(370)), (Some(261), 750));
        assert_eq!(limits(Consumer::Streaming, part(360)), (Some(254), 750));
    }

    /// Streaming may take 540 MiB, four times 135. A Sidekiq process alone in its container may take 2 GiB, and there are four; web has
    /// one container for all.
    #[test]
    fn what_containers_may_take_is_said_of_each_and_of_all() {
        let plan = plan_of(
            "run=compose hosts.0.cores=4 hosts.0.memory=8GiB load.active_users=800 options.sidekiq=permuted",
        );
        let host = &plan.hosts[0];
        let sidekiq = host.sidekiq.as_ref().expect("Sidekiq");
        let memory = |consumer| host.memory_limits(Run::Compose, consumer).expect("a limit");
        let count = sidekiq.process_count();
        let each = (count, Memory::gib(2));
        assert_eq!(memory(Consumer::Sidekiq).each, [each]);
        assert_eq!(
            memory(Consumer::Sidekiq).together,
            Memory::gib(2 * u64::from(count))
        );
        assert_eq!(memory(Consumer::Puma).each.len(), 1);
        assert_eq!(memory(Consumer::Puma).each[0].1, memory(Consumer::Puma).together);
        assert_eq!(host.memory_limits(Run::Compose, Consumer::Postgresql), None);
    }

    /// On two cores and 4 GiB, as above.
    #[test]
    fn a_slice_has_one_limit_for_all() {
        let plan = plan_of("");
        let limits = plan.hosts[0].memory_limits(Run::Systemd, Consumer::Puma);
        let all = Memory::mib(2_231);
        let wanted = MemoryLimits {
            each: vec![(1, all)],
            together: all,
        };
        assert_eq!(limits, Some(wanted));
    }

    /// docker takes no less than 2.
    #[test]
    fn a_container_among_very_many_has_the_least_shares_there_are() {
        assert_eq!(limits(Consumer::Streaming, ContainerPart::one_of(500)).1, 3);
        assert_eq!(limits(Consumer::Streaming, ContainerPart::one_of(501)).1, 2);
        assert_eq!(limits(Consumer::Streaming, ContainerPart::one_of(1_000)).1, 2);
    }

    #[test]
    fn data_has_no_limit() {
        assert_eq!(limits(Consumer::Postgresql, ContainerPart::WHOLE), (None, 2_000));
    }
}
