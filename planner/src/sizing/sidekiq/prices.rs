//! What the processes of a layout take, in the order in which they are worth having.

use super::{
    CONCURRENCY_MAX, CONCURRENCY_MIN, PROCESSES_MIN, SCHEDULER_CONCURRENCY, SMALL_PROCESSES,
    memory_of_process, orders,
};
use crate::plan::SidekiqNeed;
use crate::spec::{Mastodon, SidekiqChoice};
use crate::unit::Memory;

/// The memory of each process that Sidekiq would have for the host's `number`th core; none where the load does
/// not ask for more.
///
/// Each with as many threads as it may have, so that threads never cost a process; but the first of each
/// order has its further threads later, since a second process is worth more.
pub(crate) fn prices(
    choice: SidekiqChoice,
    version: Mastodon,
    need: &SidekiqNeed,
    number: u64,
) -> Vec<Memory> {
    let process = memory_of_process(CONCURRENCY_MAX);
    let first = memory_of_process(CONCURRENCY_MIN);
    let small = memory_of_process(SCHEDULER_CONCURRENCY.into());
    // With the first worker's threads, of which it has a scheduler's.
    let helper = first - small;
    let is_wanted = number <= need.processes.max(PROCESSES_MIN);
    let orders = orders(version);
    match choice {
        SidekiqChoice::Auto if number == 1 => vec![first],
        // Once there is a second worker, the helper is the scheduler's alone again.
        SidekiqChoice::Auto if number == 2 => vec![small, helper, process - first, process - helper],
        SidekiqChoice::Auto if is_wanted => vec![process],
        SidekiqChoice::OneProcess if number == 1 => vec![process],
        SidekiqChoice::Auto | SidekiqChoice::OneProcess => Vec::new(),
        SidekiqChoice::Permuted | SidekiqChoice::QueuePerProcess => match number {
            1 => vec![first * orders + small * SMALL_PROCESSES],
            2 => vec![(process - first) * orders],
            // The first step has one of each order.
            _ if number > orders && number.is_multiple_of(orders) && number <= need.processes => {
                vec![process * orders]
            }
            _ => Vec::new(),
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A process of 25 threads takes 400 + 25 × 8 = 600 MiB, one of ten 480 and one of five 440.
    fn prices_of(choice: SidekiqChoice, version: Mastodon, processes: u64, number: u64) -> Vec<u64> {
        let need = SidekiqNeed {
            threads: 1,
            processes,
            least_processes: 1,
        };
        let prices = prices(choice, version, &need, number);
        prices.into_iter().map(Memory::as_mib).collect()
    }

    #[test]
    fn each_core_has_a_process_until_the_load_is_met_and_the_second_brings_the_scheduler() {
        let of = |processes, number| prices_of(SidekiqChoice::Auto, Mastodon::V4_6, processes, number);
        assert_eq!(
            [1, 2, 3].map(|number| of(1, number)),
            // The helper's other five threads are 40, which the second worker has for itself.
            [vec![480], vec![440, 40, 120, 560], vec![]]
        );
        assert_eq!([5, 6].map(|number| of(5, number)), [vec![600], vec![]]);
    }

    #[test]
    fn one_process_is_one() {
        let of = |number| prices_of(SidekiqChoice::OneProcess, Mastodon::V4_6, 9, number);
        assert_eq!([of(1), of(2), of(9)], [vec![600], vec![], vec![]]);
    }

    #[test]
    fn layouts_with_orders_begin_with_one_of_each_and_grow_by_as_many() {
        for choice in [SidekiqChoice::Permuted, SidekiqChoice::QueuePerProcess] {
            let of = |processes, number| prices_of(choice, Mastodon::V4_6, processes, number);
            // Four orders, and a process each for scheduler and mail: 4 × 480 + 2 × 440, then 4 × 120.
            assert_eq!(of(1, 1), [2_800]);
            assert_eq!(of(1, 2), [480]);
            for number in [4, 7, 9] {
                assert!(of(9, number).is_empty(), "core {number}");
            }
            assert_eq!(of(8, 8), [2_400]);
            assert!(of(7, 8).is_empty());
            // Three orders before 4.0.
            assert_eq!(prices_of(choice, Mastodon::V3_5, 6, 1), [2_320]);
            assert_eq!(prices_of(choice, Mastodon::V3_5, 6, 6), [1_800]);
        }
    }
}
