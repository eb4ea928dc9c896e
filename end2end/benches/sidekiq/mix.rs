//! The jobs that are drained: the queues of Mastodon 4.6, in shares and weights that are our judgement of an ordinary server.

use std::time::Duration;

use end2end::sidekiq::Job;
use planner::simulation::Chance;

/// A queue, its share per mille, and means of its jobs.
struct Kind {
    queue: &'static str,
    share: usize,
    ruby_ms: u64,
    queries: u32,
    wait_ms: u64,
}

const fn kind(queue: &'static str, share: usize, ruby_ms: u64, queries: u32, wait_ms: u64) -> Kind {
    Kind {
        queue,
        share,
        ruby_ms,
        queries,
        wait_ms,
    }
}

/// Many short jobs, most of which wait for other servers or for queries.
const KINDS: [Kind; 6] = [
    kind("default", 150, 5, 4, 5),
    kind("push", 450, 3, 1, 60),
    kind("ingress", 250, 6, 5, 4),
    kind("mailers", 19, 8, 2, 50),
    kind("pull", 130, 3, 2, 120),
    kind("scheduler", 1, 60, 10, 0),
];
const SEED: u64 = 1;
const US_PER_MS: u64 = 1_000;

/// In the order in which the simulation numbers them.
pub(crate) fn queues() -> Vec<&'static str> {
    KINDS.iter().map(|kind| kind.queue).collect()
}

/// The same each time.
pub(crate) fn jobs(number: usize) -> Vec<Job> {
    let mut chance = Chance::new(SEED);
    let mut jobs = Vec::new();
    for kind in &KINDS {
        for _ in 0..(number * kind.share).div_ceil(1_000) {
            jobs.push(Job {
                queue: kind.queue,
                ruby: spread(&mut chance, kind.ruby_ms),
                queries: kind.queries,
                wait: spread(&mut chance, kind.wait_ms),
            });
        }
    }
    jobs
}

fn spread(chance: &mut Chance, mean_ms: u64) -> Duration {
    Duration::from_micros(chance.spread(mean_ms * US_PER_MS))
}
