//! How many worker processes, with how many threads each.

use super::{
    CONCURRENCY_MAX, CONCURRENCY_MIN, MEMORY_BASE, MEMORY_PER_THREAD, PROCESSES_MIN, SCHEDULER_CONCURRENCY,
    SMALL_PROCESSES, memory_of_process,
};
use crate::plan::{SidekiqLayout, SidekiqNeed};
use crate::rule::working;
use crate::unit::Memory;

/// What is left to share out among worker processes, in processes and threads.
pub(super) struct Share {
    pub(super) processes: u64,
    pub(super) concurrency: u64,
    /// Threads of the scheduler's process where it helps a single worker.
    pub(super) helper_concurrency: u64,
    pub(super) working: String,
}

/// Processes and threads for the busy queues, within the memory. Layouts with several `orders` run each as often.
pub(super) fn share(
    asks: &str,
    layout: SidekiqLayout,
    orders: u64,
    need: &SidekiqNeed,
    cores: u32,
    memory: Memory,
) -> Share {
    let small = memory_of_process(SCHEDULER_CONCURRENCY.into());
    let for_workers = match layout {
        SidekiqLayout::OneProcess => memory,
        SidekiqLayout::Weighted => memory - small,
        SidekiqLayout::Permuted | SidekiqLayout::QueuePerProcess => memory - small * SMALL_PROCESSES,
    };
    let (groups, wanted) = match layout {
        SidekiqLayout::OneProcess => (1, 1),
        SidekiqLayout::Weighted => (1, need.processes.max(PROCESSES_MIN).min(cores.into())),
        SidekiqLayout::Permuted | SidekiqLayout::QueuePerProcess => {
            (orders, need.processes.next_multiple_of(orders).min(cores.into()))
        }
    };
    let fit = for_workers.as_kib() / memory_of_process(CONCURRENCY_MIN).as_kib();
    let (processes, concurrency) = split(need.threads, groups, wanted, for_workers);
    let is_helped = layout == SidekiqLayout::Weighted && processes == 1;
    let concurrency = if is_helped {
        need.threads.div_ceil(2).clamp(CONCURRENCY_MIN, concurrency)
    } else {
        concurrency
    };
    Share {
        processes,
        concurrency,
        helper_concurrency: helper(concurrency, memory),
        working: working!(
            "{asks} asks for {} threads in {} processes; {} holds {fit}; {cores} cores",
            need.threads,
            need.processes,
            for_workers.rounded(),
        ),
    }
}

/// As many threads as the worker that it helps, as far as the memory goes, and no fewer than a scheduler.
fn helper(worker: u64, memory: Memory) -> u64 {
    let left = memory.saturating_sub(memory_of_process(worker) + MEMORY_BASE);
    let room = left.as_kib() / MEMORY_PER_THREAD.as_kib();
    room.min(worker).max(SCHEDULER_CONCURRENCY.into())
}

/// As many processes, in multiples of `groups`, as have room for the least of threads: a process is a core, a thread only waits.
/// And of the threads that are asked for as many as there is room for.
fn split(threads: u64, groups: u64, most_processes: u64, memory: Memory) -> (u64, u64) {
    let room = |processes: u64| {
        let each = (memory / processes).saturating_sub(MEMORY_BASE);
        (each.as_kib() / MEMORY_PER_THREAD.as_kib()).min(CONCURRENCY_MAX)
    };
    let splits = (1..=(most_processes / groups).max(1)).map(|times| times * groups);
    let processes = splits
        .filter(|&processes| room(processes) >= CONCURRENCY_MIN)
        .max()
        .unwrap_or(groups);
    let asked = threads.div_ceil(processes);
    (processes, asked.min(room(processes)).max(CONCURRENCY_MIN))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// 480 MiB of a worker of ten threads and 400 of the helper leave 8 MiB for each of its threads.
    #[test]
    fn a_helper_has_the_workers_threads_as_far_as_memory_goes() {
        let of = |mib| helper(10, Memory::mib(mib));
        assert_eq!([of(500), of(920), of(927), of(928), of(952)], [5, 5, 5, 6, 9]);
        assert_eq!([of(960), of(4_096)], [10, 10]);
        assert_eq!(helper(25, Memory::mib(4_096)), 25);
    }

    #[test]
    fn memory_is_split_for_processes_before_threads() {
        // 1,800 ÷ 3 = 600 MiB leave each room for 25 threads. 12 threads over 3 are 4 each; 10 is the least.
        assert_eq!(split(12, 1, 4, Memory::mib(1_800)), (3, 10));
        // 1,464 ÷ 3 = 488 MiB leave room for 11 each, and 1,440 ÷ 3 for ten.
        assert_eq!(split(40, 1, 4, Memory::mib(1_464)), (3, 11));
        assert_eq!(split(100, 1, 4, Memory::mib(1_439)), (2, 25));
        assert_eq!(split(1, 1, 1, Memory::mib(100)), (1, 10));
        // Four orders run at least once each, and alike.
        assert_eq!(split(12, 4, 9, Memory::gib(8)), (8, 10));
        assert_eq!(split(12, 4, 2, Memory::mib(100)), (4, 10));
    }
}
