//! When jobs come: more in the evening than at night.

use super::Micros;
use crate::plan::Queue;
use crate::sizing::capacity::share;

pub(super) const HOUR: Micros = 3_600_000_000;

/// Of the mean, in each hour from midnight. The busiest has twice the mean, as in the rule peak-jobs, and the quietest a third of that:
/// mastodon.social does between 1,000 and 3,000 jobs a second. Which hour has how much is our judgement.
const PERCENT_BY_HOUR: [u64; 24] = [
    75, 70, 65, 65, 65, 65, 65, 70, 75, 80, 85, 90, 95, 95, 95, 100, 110, 130, 160, 190, 200, 170, 105, 80,
];
/// In the morning, when people come and find a backlog. Our judgement.
const FIRST_HOUR: usize = 8;
const PER_MILLE: u64 = 1_000;

/// What comes to a site.
#[derive(Clone, Copy, Debug)]
pub(super) struct Arrivals {
    /// What waits at the start.
    pub(super) backlog: u64,
    pub(super) jobs_per_day: u64,
    pub(super) hours: usize,
    /// Jobs that come, and are done, as one.
    pub(super) batch: u64,
}

impl Arrivals {
    pub(super) fn jobs(&self) -> u64 {
        self.backlog + self.jobs_per_day * self.hours as u64 / PERCENT_BY_HOUR.len() as u64
    }

    /// The times at which the batches of a queue come: evenly within each hour, and at the start those that wait.
    pub(super) fn of_queue(&self, queue: Queue, queues: &[Queue]) -> Vec<Micros> {
        let share = u128::from(share(queue, queues));
        // In thousandths of a job, by which shares are told.
        let batch = u128::from(self.batch * PER_MILLE);
        let waiting = (u128::from(self.backlog) * share).div_ceil(batch);
        let mut times: Vec<Micros> = (0..waiting).map(|_| 0).collect();
        // A batch is there when half of it is.
        let (mut come, mut next) = (0, batch / 2);
        for hour in 0..self.hours {
            let percent = PERCENT_BY_HOUR[(FIRST_HOUR + hour) % PERCENT_BY_HOUR.len()];
            let of_hour = u128::from(self.jobs_per_day) * share * u128::from(percent)
                / (100 * PERCENT_BY_HOUR.len() as u128);
            while next < come + of_hour {
                let within = (next - come) * u128::from(HOUR) / of_hour;
                times.push(hour as u64 * HOUR + u64::try_from(within).unwrap_or(HOUR));
                next += batch;
            }
            come += of_hour;
        }
        times
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Mastodon;

    #[test]
    fn a_day_has_its_mean_and_its_peak() {
        assert_eq!(PERCENT_BY_HOUR.iter().sum::<u64>(), 24 * 100);
        assert_eq!(PERCENT_BY_HOUR.iter().max(), Some(&200));
    }

    fn times(backlog: u64, jobs_per_day: u64, hours: usize, batch: u64) -> Vec<Micros> {
        let arrivals = Arrivals {
            backlog,
            jobs_per_day,
            hours,
            batch,
        };
        arrivals.of_queue(Queue::Push, &Mastodon::V4_6.queues())
    }

    /// 450 of 1,000 jobs are deliveries.
    #[test]
    fn a_queue_has_its_share_of_the_backlog_at_the_start_and_of_the_day_over_it() {
        assert_eq!(times(1_000, 0, 48, 1), [0; 450]);
        assert_eq!(times(1_000, 0, 48, 100), [0; 5]);
        // 2,400,000 a day are 1,080,000, in batches of 1,000.
        assert_eq!(times(0, 2_400_000, 24, 1_000).len(), 1_080);
        // The first hour, from eight, has 75 % of the mean: 24,000 × 45 % × 75 % ÷ 24 = 337.5, and the last is there when 336.5 are.
        let hour = times(0, 24_000, 1, 1);
        assert_eq!(hour.len(), 337);
        // The first when half of it is there: 3,600 s ÷ 337.5 ÷ 2.
        assert_eq!(hour[0], 5_333_333);
        assert!(hour.is_sorted());
    }
}
