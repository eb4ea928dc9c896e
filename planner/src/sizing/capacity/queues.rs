//! What arrives in each queue, and what its threads get through.

use super::MS_PER_1000_S;
use crate::plan::{Queue, QueueCapacity, Sidekiq, SidekiqProcess};
use crate::sizing::load::jobs::SECONDS_PER_DAY;
use crate::sizing::sidekiq::MS_PER_JOB;
use crate::spec::Spec;

/// Share of each queue in all jobs, per mille: the mix in which we measured layouts. Our judgement.
const SHARES: [(Queue, u64); 7] = [
    (Queue::Push, 450),
    (Queue::Ingress, 250),
    (Queue::Default, 150),
    (Queue::Pull, 129),
    (Queue::Mailers, 19),
    (Queue::Scheduler, 1),
    (Queue::Fasp, 1),
];

pub(super) fn queues(spec: &Spec, jobs_per_day: u64, sidekiqs: &[&Sidekiq]) -> Vec<QueueCapacity> {
    let queues = spec.mastodon.queues();
    queues
        .iter()
        .map(|&queue| {
            let processes = sidekiqs.iter().flat_map(|sidekiq| &sidekiq.processes);
            let threads: u32 = processes
                .filter(|process| process.serves(queue))
                .map(SidekiqProcess::threads)
                .sum();
            QueueCapacity {
                queue,
                arriving_per_1000_s: jobs_per_day * share(queue, &queues) / SECONDS_PER_DAY,
                threads,
                possible_per_1000_s: u64::from(threads) * MS_PER_1000_S / MS_PER_JOB,
            }
        })
        .collect()
}

/// Per mille; where the version has no queue of its own for them, the jobs are in `default`.
pub(crate) fn share(queue: Queue, queues: &[Queue]) -> u64 {
    let own = |wanted| {
        SHARES
            .iter()
            .filter(|(queue, _)| *queue == wanted)
            .map(|(_, share)| share)
            .sum::<u64>()
    };
    let moved: u64 = SHARES
        .iter()
        .filter(|(queue, _)| !queues.contains(queue))
        .map(|(_, share)| share)
        .sum();
    if queue == Queue::Default {
        own(queue) + moved
    } else {
        own(queue)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Mastodon;
    use crate::testing::plan_of;

    #[test]
    fn shares_are_of_all_jobs_in_every_version() {
        for (version, default) in [
            // Without queues of their own for ingress' 250 and fasp's 1.
            (Mastodon::V3_5, 150 + 250 + 1),
            (Mastodon::V4_3, 150 + 1),
            (Mastodon::V4_6, 150),
        ] {
            let queues = version.queues();
            assert_eq!(share(Queue::Default, &queues), default, "{version}");
            let all: u64 = queues.iter().map(|&queue| share(queue, &queues)).sum();
            assert_eq!(all, 1_000, "{version}");
        }
    }

    /// A worker of 10 threads serves every queue but the scheduler, whose process of 10 serves all.
    #[test]
    fn threads_serve_four_jobs_a_second_each() {
        let plan = plan_of("hosts.0.memory=5.5 load.measured.jobs_per_day=864000");
        let of = |wanted| {
            let mut queues = plan.capacity.queues.iter();
            let queue = queues.find(|queue| queue.queue == wanted).expect("a queue");
            (
                queue.arriving_per_1000_s,
                queue.threads,
                queue.possible_per_1000_s,
            )
        };
        // 10 jobs a second in all, 20 at the peak: 10 threads half at work.
        assert_eq!(of(Queue::Push), (4_500, 20, 80_000));
        assert_eq!(of(Queue::Ingress), (2_500, 20, 80_000));
        assert_eq!(of(Queue::Default), (1_500, 20, 80_000));
        assert_eq!(of(Queue::Pull), (1_290, 20, 80_000));
        assert_eq!(of(Queue::Mailers), (190, 20, 80_000));
        assert_eq!(of(Queue::Scheduler), (10, 10, 40_000));
        assert_eq!(of(Queue::Fasp), (10, 20, 80_000));
    }
}
