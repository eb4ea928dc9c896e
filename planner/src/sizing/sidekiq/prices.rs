//! What the processes of a layout take, in the order in which they are worth having.

use super::least::{most_processes, threads};
use super::{
    CONCURRENCY_MIN, PROCESSES_MIN, SCHEDULER_CONCURRENCY, SMALL_PROCESSES, memory_of_process, orders,
};
use crate::plan::SidekiqNeed;
use crate::spec::{Mastodon, SidekiqChoice};
use crate::unit::Memory;

/// The memory of each process that Sidekiq would have for the host's `number`th of `cores`; none where the load does not
/// ask for more. With the last core come the threads that processes on further ones would have had.
pub(crate) fn prices(
    choice: SidekiqChoice,
    version: Mastodon,
    need: &SidekiqNeed,
    number: u64,
    cores: u64,
) -> Vec<Memory> {
    let process = memory_of_process(CONCURRENCY_MIN);
    let small = memory_of_process(SCHEDULER_CONCURRENCY.into());
    // With the first worker's threads, of which it has a scheduler's.
    let helper = process - small;
    let is_wanted = number <= need.processes.max(PROCESSES_MIN);
    let orders = orders(version);
    let mut prices = match choice {
        SidekiqChoice::Auto | SidekiqChoice::OneProcess if number == 1 => vec![process],
        // Once there is a second worker, the helper is the scheduler's alone again.
        SidekiqChoice::Auto if number == 2 => vec![small, helper, process - helper],
        SidekiqChoice::Auto if is_wanted => vec![process],
        SidekiqChoice::Auto | SidekiqChoice::OneProcess => Vec::new(),
        SidekiqChoice::Permuted | SidekiqChoice::QueuePerProcess if number == 1 => {
            vec![process * orders + small * SMALL_PROCESSES]
        }
        SidekiqChoice::Permuted | SidekiqChoice::QueuePerProcess => {
            let is_one_more = number > orders && number.is_multiple_of(orders);
            let is_wanted = number <= need.processes.next_multiple_of(orders);
            (is_one_more && is_wanted)
                .then(|| process * orders)
                .into_iter()
                .collect()
        }
    };
    if number == cores {
        let most = most_processes(choice, version, u32::try_from(cores).unwrap_or(u32::MAX));
        let processes = need.processes.max(PROCESSES_MIN).min(most);
        prices.push(threads(need.threads, processes * CONCURRENCY_MIN, processes));
    }
    prices
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process of ten threads takes 400 + 10 × 8 = 480 MiB, one of five 440. On 64 cores.
    fn prices_of(choice: SidekiqChoice, version: Mastodon, processes: u64, number: u64) -> Vec<u64> {
        let need = SidekiqNeed {
            threads: 1,
            processes,
            least_processes: 1,
        };
        let prices = prices(choice, version, &need, number, 64);
        prices.into_iter().map(Memory::as_mib).collect()
    }

    #[test]
    fn each_core_has_a_process_until_the_load_is_met_and_the_second_brings_the_scheduler() {
        let of = |processes, number| prices_of(SidekiqChoice::Auto, Mastodon::V4_6, processes, number);
        assert_eq!(
            [1, 2, 3].map(|number| of(1, number)),
            // The helper's other five threads are 40, which the second worker has for itself.
            [vec![480], vec![440, 40, 440], vec![]]
        );
        assert_eq!([5, 6].map(|number| of(5, number)), [vec![480], vec![]]);
    }

    #[test]
    fn one_process_is_one() {
        let of = |number| prices_of(SidekiqChoice::OneProcess, Mastodon::V4_6, 9, number);
        assert_eq!([of(1), of(2), of(9)], [vec![480], vec![], vec![]]);
    }

    /// 50 threads on two cores: two processes have 10 each, and 25 at most.
    #[test]
    fn the_last_core_brings_the_threads_of_those_that_are_not_there() {
        let need = SidekiqNeed {
            threads: 50,
            processes: 5,
            least_processes: 4,
        };
        let of = |number| prices(SidekiqChoice::Auto, Mastodon::V4_6, &need, number, 2);
        assert_eq!(of(2).last(), Some(&Memory::mib(30 * 8)));
        assert_eq!(of(1), [Memory::mib(480)]);
    }

    #[test]
    fn layouts_with_orders_begin_with_one_of_each_and_grow_by_as_many() {
        for choice in [SidekiqChoice::Permuted, SidekiqChoice::QueuePerProcess] {
            let of = |processes, number| prices_of(choice, Mastodon::V4_6, processes, number);
            // Four orders, and a process each for scheduler and mail: 4 × 480 + 2 × 440.
            assert_eq!(of(1, 1), [2_800]);
            for number in [2, 4, 7, 9] {
                assert!(of(9, number).is_empty(), "core {number}");
            }
            // Five are not enough of four orders: eight.
            assert_eq!((of(5, 8), of(4, 8)), (vec![1_920], vec![]));
            // Three orders before 4.0.
            assert_eq!(prices_of(choice, Mastodon::V3_5, 6, 1), [2_320]);
            assert_eq!(prices_of(choice, Mastodon::V3_5, 6, 6), [1_440]);
        }
    }
}
