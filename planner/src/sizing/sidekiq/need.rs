//! What the load asks of Sidekiq, before memory and cores have their say.

use crate::plan::{Rate, SidekiqNeed};
use crate::sizing::cores::USE_PERCENT;

/// Mean time of a job in milliseconds. An ingress job took 187 ms and a distribution job 37 ms on a healthy host
/// (Mastodon issue 33400); deliveries to dead servers take 10 s (Mastodon issue 12445). Our judgement between them.
pub(crate) const MS_PER_JOB: u64 = 250;
/// Of a core, in Ruby, in milliseconds. Our judgement: 20 threads that fill a core, as hachyderm.io's ingress did in
/// 2022, spend 9 ms of each 187 ms job on it; mastodon.radio's four cores, which served everything, had at most 290 ms
/// for each of 14 jobs a second.
pub(crate) const RUBY_MS_PER_JOB: u64 = 60;
/// Of the database's cores, in milliseconds. Our judgement, as above.
pub(crate) const DATABASE_MS_PER_JOB: u64 = 20;
const THREAD_USE_PERCENT: u64 = 50;
/// Of a second.
const MS_PER_PERCENT: u64 = 10;
const THREADS_PER_PROCESS: u64 = 10;

pub(crate) fn need(peak_jobs: Rate) -> SidekiqNeed {
    let busy_ms_per_s = |ms_per_job: u64| (peak_jobs.as_per_1000_s() * ms_per_job).div_ceil(1000);
    let threads = busy_ms_per_s(MS_PER_JOB).div_ceil(MS_PER_PERCENT * THREAD_USE_PERCENT);
    let ruby_ms_per_s = busy_ms_per_s(RUBY_MS_PER_JOB);
    SidekiqNeed {
        threads,
        processes: processes(threads, ruby_ms_per_s),
        least_processes: by_cores(ruby_ms_per_s),
    }
}

/// By threads or by cores, whichever ask for more.
fn processes(threads: u64, ruby_ms_per_s: u64) -> u64 {
    let by_threads = threads.div_ceil(THREADS_PER_PROCESS);
    by_threads.max(by_cores(ruby_ms_per_s))
}

fn by_cores(ruby_ms_per_s: u64) -> u64 {
    ruby_ms_per_s.div_ceil(MS_PER_PERCENT * USE_PERCENT)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn threads_follow_littles_law() {
        // 24 jobs a second × 0.25 s = 6 busy threads, 12 at half use; 24 × 0.06 s = 1.44 cores, 3 at 70 %.
        let need = need(Rate::per_1000_s(24_000));
        assert_eq!((need.threads, need.processes, need.least_processes), (12, 3, 3));
    }

    #[test]
    fn a_quiet_server_needs_one_thread() {
        // 1 job a second × 0.25 s = a quarter of a thread, half of one at half use, rounded up.
        let need = need(Rate::per_1000_s(1_000));
        assert_eq!((need.threads, need.processes), (1, 1));
    }

    #[test]
    fn processes_are_one_for_ten_threads_or_for_70_percent_of_a_core() {
        assert_eq!((super::processes(10, 700), super::processes(11, 700)), (1, 2));
        assert_eq!(super::processes(10, 701), 2);
        let processes = |jobs| need(Rate::per_1000_s(jobs)).processes;
        // 20 jobs a second are 10 threads and 1.2 cores, 1.71 at 70 %: cores always ask for more than threads do.
        assert_eq!(processes(11_666), 1);
        assert_eq!(processes(11_667), 2);
        assert_eq!(processes(20_000), 2);
        assert_eq!(processes(23_334), 3);
        // 20,000 users in tenfold surge: 6,400,000 × 20 ÷ 86,400 s = 1,481.5 a second, 88.9 cores, 127 at 70 %.
        let most = need(Rate::per_1000_s(1_481_482));
        assert_eq!(
            (most.threads, most.processes, most.least_processes),
            (741, 127, 127)
        );
    }
}
