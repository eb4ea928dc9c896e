//! The least memory in which a load's jobs are done, and the most that a layout does on so many cores.

use super::{
    CONCURRENCY_MAX, CONCURRENCY_MIN, MEMORY_PER_THREAD, SCHEDULER_CONCURRENCY, SMALL_PROCESSES,
    memory_of_process, orders,
};
use crate::plan::SidekiqNeed;
use crate::spec::{Mastodon, SidekiqChoice};
use crate::unit::Memory;

/// The scheduler's process helps a single worker, so that the two work.
const PROCESSES_WITH_HELP: u64 = 2;

/// Of the processes that the need asks for, however many cores there are.
pub(crate) fn least_memory(choice: SidekiqChoice, version: Mastodon, need: &SidekiqNeed) -> Memory {
    let small = memory_of_process(SCHEDULER_CONCURRENCY.into());
    let worker = memory_of_process(CONCURRENCY_MIN);
    let processes = need
        .least_processes
        .clamp(1, most_processes(choice, version, u32::MAX));
    let (base, has_threads) = match choice {
        SidekiqChoice::Auto | SidekiqChoice::OneProcess if processes == 1 => (worker, CONCURRENCY_MIN),
        SidekiqChoice::Auto | SidekiqChoice::OneProcess if processes == PROCESSES_WITH_HELP => {
            (worker + small, CONCURRENCY_MIN + u64::from(SCHEDULER_CONCURRENCY))
        }
        SidekiqChoice::Auto | SidekiqChoice::OneProcess => {
            (worker * processes + small, processes * CONCURRENCY_MIN)
        }
        SidekiqChoice::Permuted | SidekiqChoice::QueuePerProcess => {
            let all = processes.next_multiple_of(orders(version));
            (worker * all + small * SMALL_PROCESSES, all * CONCURRENCY_MIN)
        }
    };
    base + threads(need.threads, has_threads, processes)
}

/// What further threads take, which processes that cores do not allow would have had. Each process has as many.
pub(super) fn threads(needed: u64, has: u64, processes: u64) -> Memory {
    if needed <= has {
        return Memory::ZERO;
    }
    let all = needed.div_ceil(processes).min(CONCURRENCY_MAX) * processes;
    MEMORY_PER_THREAD * all.saturating_sub(has)
}

/// How many processes of the layout can work on the busy queues.
pub(crate) fn most_processes(choice: SidekiqChoice, version: Mastodon, cores: u32) -> u64 {
    match choice {
        SidekiqChoice::Auto => cores.into(),
        SidekiqChoice::OneProcess => 1,
        SidekiqChoice::Permuted | SidekiqChoice::QueuePerProcess => {
            let orders = orders(version);
            (u64::from(cores) / orders).max(1) * orders
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::need;
    use super::*;
    use crate::plan::Rate;

    fn least(choice: SidekiqChoice, jobs_per_second: u64) -> u64 {
        let need = need(Rate::per_1000_s(jobs_per_second * 1000));
        least_memory(choice, Mastodon::V4_6, &need).as_mib()
    }

    /// 60 ms of each job are 70 % of a core at 11.67 jobs a second. A process of 10 threads takes 480 MiB, the scheduler's
    /// 440. 10, 20 and 24 jobs ask for one, two and three.
    #[test]
    fn each_process_has_its_480_mib_and_the_second_brings_the_scheduler() {
        let of = |jobs| least(SidekiqChoice::Auto, jobs);
        assert_eq!([of(10), of(20), of(24)], [480, 480 + 440, 3 * 480 + 440]);
    }

    /// 80 jobs a second ask for 40 threads, and a process has 25 at most.
    #[test]
    fn one_process_has_more_threads() {
        assert_eq!(least(SidekiqChoice::OneProcess, 80), 480 + 15 * 8);
    }

    /// 171 threads over 17 processes are 11 each, one more than the ten that they have.
    #[test]
    fn each_process_has_as_many_threads() {
        assert_eq!(threads(171, 170, 17), Memory::mib(17 * 8));
        assert_eq!(threads(170, 170, 17), Memory::ZERO);
    }

    #[test]
    fn layouts_with_orders_have_each_as_often() {
        // Four orders and two small ones; 5 processes are 8.
        assert_eq!(least(SidekiqChoice::Permuted, 10), 4 * 480 + 2 * 440);
        assert_eq!(least(SidekiqChoice::Permuted, 50), 8 * 480 + 2 * 440);
        assert_eq!(most_processes(SidekiqChoice::Permuted, Mastodon::V4_6, 7), 4);
        assert_eq!(most_processes(SidekiqChoice::Permuted, Mastodon::V3_5, 7), 6);
    }
}
