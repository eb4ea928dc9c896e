//! What the jobs of each queue do, on average.

use super::{Chance, Job, Micros};
use crate::plan::Queue;
use crate::sizing::capacity::share;
use crate::sizing::sidekiq::{DATABASE_MS_PER_JOB, MS_PER_JOB, RUBY_MS_PER_JOB};

const US_PER_MS: u64 = 1_000;
const PERCENT: u64 = 100;

/// Of the jobs of a queue, in per cent of a mean job: Ruby, the database's part, and waiting.
///
/// The mix in which we measured layouts: deliveries and fetches wait for other servers, what comes in and goes to feeds
/// asks the database. Our judgement.
const KINDS: [(Queue, [u64; 3]); 7] = [
    (Queue::Default, [122, 153, 11]),
    (Queue::Push, [70, 38, 133]),
    (Queue::Ingress, [145, 192, 9]),
    (Queue::Mailers, [190, 77, 111]),
    (Queue::Pull, [72, 77, 266]),
    (Queue::Scheduler, [900, 384, 0]),
    (Queue::Fasp, [100, 100, 100]),
];

/// The means of the jobs in one queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Work {
    ruby: Micros,
    database: Micros,
    wait: Micros,
}

impl Work {
    /// Of what is in a queue of these: its own jobs, and in `default` those that have no queue of their own.
    pub(super) fn of(queue: Queue, queues: &[Queue]) -> Self {
        let all = KINDS.map(|(queue, _)| queue);
        let is_here = |kind: Queue| kind == queue || queue == Queue::Default && !queues.contains(&kind);
        let here = || KINDS.iter().filter(|(kind, _)| is_here(*kind));
        let shares: u64 = here().map(|&(kind, _)| share(kind, &all)).sum();
        let mean = |part: usize, ms: u64| {
            let sum: u64 = here()
                .map(|&(kind, percent)| share(kind, &all) * percent[part])
                .sum();
            ms * US_PER_MS * sum / (PERCENT * shares)
        };
        Self {
            ruby: mean(0, RUBY_MS_PER_JOB),
            database: mean(1, DATABASE_MS_PER_JOB),
            wait: mean(2, MS_PER_JOB - RUBY_MS_PER_JOB - DATABASE_MS_PER_JOB),
        }
    }

    /// So many of them in one, as long as chance has it: half of the Ruby, the database, waiting, and the other half.
    pub(super) fn batch(self, jobs: u64, chance: &mut Chance) -> Job {
        let ruby = chance.spread(self.ruby * jobs);
        Job {
            fetch: 0,
            before: ruby / 2,
            queries: 1,
            query_database: chance.spread(self.database * jobs),
            query_ruby: 0,
            wait: chance.spread(self.wait * jobs),
            after: ruby - ruby / 2,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::day::Arrivals;
    use super::super::{Process, Setting, run};
    use super::*;
    use crate::spec::Mastodon;

    /// Shares of 150, 450, 250, 19, 129, 1 and 1 per mille.
    #[test]
    fn the_kinds_are_a_mean_job_together() {
        let queues = Mastodon::V4_6.queues();
        for part in 0..3 {
            let sum: u64 = KINDS
                .iter()
                .map(|(queue, percent)| share(*queue, &queues) * percent[part])
                .sum();
            // 100 % in thousandths, within 1 %.
            assert!(sum.abs_diff(100_000) < 1_000, "part {part}: {sum}");
        }
    }

    #[test]
    fn before_ingress_had_its_queue_default_had_its_jobs() {
        let ruby = |version: Mastodon| Work::of(Queue::Default, &version.queues()).ruby;
        // 60 ms × 122 %, with fasp's 1 of 151 at 100 % in 4.3: (150 × 122 + 100) ÷ 151 = 121.85 %.
        assert_eq!(ruby(Mastodon::V4_6), 73_200);
        assert_eq!(ruby(Mastodon::V4_3), 73_112);
        // (150 × 122 + 250 × 145 + 100) ÷ 401 = 136.28 %.
        assert_eq!(ruby(Mastodon::V3_5), 81_770);
    }

    /// Jobs in 1,000 s of a process that serves all queues, with the plan's jobs.
    fn rate(threads: usize, millicores: u64) -> u64 {
        let queues = Mastodon::V4_6.queues();
        let weights = queues.iter().map(|&queue| Some(Mastodon::V4_6.weight(queue)));
        let process = Process {
            threads,
            pool: threads,
            queues: weights.enumerate().collect(),
        };
        let works: Vec<_> = queues.iter().map(|&queue| Work::of(queue, &queues)).collect();
        let arrivals = Arrivals {
            backlog: 10_000,
            jobs_per_day: 0,
            hours: 0,
            batch: 1,
        };
        let setting = Setting {
            processes: &[process],
            millicores,
            arrivals: queues
                .iter()
                .map(|&queue| arrivals.of_queue(queue, &queues))
                .collect(),
            until: Micros::MAX / 2,
            settled: 0,
            sample_every: Micros::MAX / 2,
            seed: 1,
        };
        let mut chance = Chance::new(1);
        let outcome = run(setting, |queue| works[queue].batch(1, &mut chance));
        outcome.done.iter().sum::<usize>() as u64 * 1_000_000_000 / outcome.finished
    }

    /// The least of threads ÷ 250 ms, one process ÷ 60 ms and cores ÷ 80 ms, as the rule jobs-possible has it. Where two run out
    /// at once, each waits for the other at times.
    #[test]
    fn a_process_does_what_the_closed_formula_says_but_where_two_things_run_out() {
        for (threads, millicores, formula, percent) in [
            (10, 600, 7_500, 2),
            (10, 1_000, 12_500, 2),
            (25, 1_000, 12_500, 2),
            (10, 2_000, 16_666, 5),
            (25, 2_000, 16_666, 4),
            (1, 2_000, 4_000, 2),
            // 20 by threads and 16.7 by the process.
            (5, 2_000, 16_666, 18),
        ] {
            let simulated = rate(threads, millicores);
            assert!(
                simulated.abs_diff(formula) * 100 <= formula * percent,
                "{threads} threads on {millicores} thousandths of a core: {simulated}, not {formula}"
            );
        }
    }
}
