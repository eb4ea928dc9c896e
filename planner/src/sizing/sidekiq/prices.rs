//! What the processes of a layout take, in the order in which they are worth having.

use super::{CONCURRENCY_MAX, PROCESSES_MIN, SCHEDULER_CONCURRENCY, memory_of_process, orders};
use crate::plan::SidekiqNeed;
use crate::spec::{Mastodon, SidekiqChoice};
use crate::unit::Memory;

/// The memory of each process that Sidekiq would have for the host's `number`th core; none where the load does
/// not ask for more.
///
/// Each with as many threads as it may have, so that threads never cost a process.
pub(crate) fn prices(
    choice: SidekiqChoice,
    version: Mastodon,
    need: &SidekiqNeed,
    number: u64,
) -> Vec<Memory> {
    let process = memory_of_process(CONCURRENCY_MAX);
    let small = memory_of_process(SCHEDULER_CONCURRENCY.into());
    let is_wanted = number <= need.processes.max(PROCESSES_MIN);
    let orders = orders(version);
    match choice {
        SidekiqChoice::Auto if number == 2 => vec![small, process],
        SidekiqChoice::Auto if is_wanted => vec![process],
        SidekiqChoice::OneProcess if number == 1 => vec![process],
        SidekiqChoice::Auto | SidekiqChoice::OneProcess => Vec::new(),
        SidekiqChoice::Permuted | SidekiqChoice::QueuePerProcess => match number {
            1 => vec![process * orders + small * 2],
            // The first step has one of each order.
            _ if number > orders && number.is_multiple_of(orders) && number <= need.processes => {
                vec![process * orders]
            }
            _ => Vec::new(),
        },
    }
}
