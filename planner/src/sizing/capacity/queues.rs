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
fn share(queue: Queue, queues: &[Queue]) -> u64 {
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
