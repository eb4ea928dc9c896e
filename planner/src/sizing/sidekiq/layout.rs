//! The processes of each layout: which queues, in which order.

use super::{
    CONCURRENCY, MEMORY, MEMORY_BASE, MEMORY_PER_THREAD, PROCESSES, SCHEDULER, SCHEDULER_CONCURRENCY,
    memory_of_process, share::Share,
};
use crate::plan::{Order, Queue, QueueEntry, SidekiqLayout, SidekiqProcess};
use crate::rule::{Value, working};
use crate::spec::Mastodon;

pub(super) fn processes(layout: SidekiqLayout, version: Mastodon, share: &Share) -> Vec<SidekiqProcess> {
    match layout {
        SidekiqLayout::OneProcess => vec![one_process(version, share)],
        SidekiqLayout::Weighted => weighted(version, share),
        SidekiqLayout::Permuted => permuted(version, share),
        SidekiqLayout::QueuePerProcess => queue_per_process(version, share),
    }
}

fn one_process(version: Mastodon, share: &Share) -> SidekiqProcess {
    let queues = version.queues();
    process(
        "all",
        1,
        share.concurrency,
        Order::Weighted,
        &weights(version, &queues),
        &share.working,
    )
}

/// Worker processes that serve all but the scheduler, and one for scheduler and mail. With a single worker
/// process the scheduler's helps with every queue, so that two processes use two cores: with as many threads, since a process
/// of five is idle while jobs wait for one of ten.
fn weighted(version: Mastodon, share: &Share) -> Vec<SidekiqProcess> {
    let queues: Vec<_> = version
        .queues()
        .into_iter()
        .filter(|&queue| queue != Queue::Scheduler)
        .collect();
    let entries = weights(version, &queues);
    vec![
        process(
            "worker",
            share.processes,
            share.concurrency,
            Order::Weighted,
            &entries,
            &share.working,
        ),
        if share.processes > 1 {
            scheduler(&plain(&[Queue::Scheduler, Queue::Mailers]))
        } else {
            helper(version, share)
        },
    ]
}

/// A second worker in all but the scheduler's queue, which only one process may serve.
fn helper(version: Mastodon, share: &Share) -> SidekiqProcess {
    let entries = weights(version, &version.queues());
    let mut process = process(
        "scheduler",
        1,
        share.helper_concurrency,
        Order::Weighted,
        &entries,
        &share.working,
    );
    process.instances.rule = &SCHEDULER;
    process
}

/// Strict orders, turned by one from process to process, so that each busy queue is the first of one.
fn permuted(version: Mastodon, share: &Share) -> Vec<SidekiqProcess> {
    let mut busy: Vec<_> = version
        .queues()
        .into_iter()
        .filter(|queue| queue.is_busy())
        .collect();
    let per_order = share.processes / busy.len() as u64;
    let mut processes = Vec::new();
    for _ in 0..busy.len() {
        let name = format!("{}-first", busy[0]);
        processes.push(process(
            &name,
            per_order,
            share.concurrency,
            Order::Strict,
            &plain(&busy),
            &share.working,
        ));
        busy.rotate_left(1);
    }
    processes.push(mail(version, "mailers"));
    processes.push(scheduler(&plain(&[Queue::Scheduler])));
    processes
}

fn queue_per_process(version: Mastodon, share: &Share) -> Vec<SidekiqProcess> {
    let busy: Vec<_> = version
        .queues()
        .into_iter()
        .filter(|queue| queue.is_busy())
        .collect();
    let per_queue = share.processes / busy.len() as u64;
    let mut processes: Vec<_> = busy
        .iter()
        .map(|&queue| {
            let name = queue.to_string();
            process(
                &name,
                per_queue,
                share.concurrency,
                Order::Strict,
                &plain(&[queue]),
                &share.working,
            )
        })
        .collect();
    processes.push(mail(version, "mailers"));
    processes.push(scheduler(&plain(&[Queue::Scheduler])));
    processes
}

/// Mail, and the auxiliary providers' queue where there is one: both have little to do.
fn mail(version: Mastodon, name: &str) -> SidekiqProcess {
    let mut queues = vec![Queue::Mailers];
    queues.extend(version.has_fasp_queue().then_some(Queue::Fasp));
    small(name, &weights(version, &queues), "low volume")
}

fn scheduler(entries: &[QueueEntry]) -> SidekiqProcess {
    small("scheduler", entries, "five threads are enough")
}

fn small(name: &str, entries: &[QueueEntry], working: &str) -> SidekiqProcess {
    let order = if entries.iter().any(|entry| entry.weight.is_some()) {
        Order::Weighted
    } else {
        Order::Strict
    };
    let mut process = process(name, 1, SCHEDULER_CONCURRENCY.into(), order, entries, working);
    process.instances.rule = &SCHEDULER;
    process
}

fn process(
    name: &str,
    instances: u64,
    concurrency: u64,
    order: Order,
    queues: &[QueueEntry],
    working: &str,
) -> SidekiqProcess {
    let narrow = |number: u64| u32::try_from(number).unwrap_or(u32::MAX);
    let memory = memory_of_process(concurrency);
    SidekiqProcess {
        name: name.to_owned(),
        instances: Value::new(narrow(instances), &PROCESSES, working),
        concurrency: Value::new(narrow(concurrency), &CONCURRENCY, working),
        order,
        queues: queues.to_vec(),
        memory: Value::new(
            memory,
            &MEMORY,
            working!("{MEMORY_BASE} + {concurrency} threads × {MEMORY_PER_THREAD} = {memory}"),
        ),
    }
}

fn weights(version: Mastodon, queues: &[Queue]) -> Vec<QueueEntry> {
    queues
        .iter()
        .map(|&queue| QueueEntry {
            queue,
            weight: Some(version.weight(queue)),
        })
        .collect()
}

fn plain(queues: &[Queue]) -> Vec<QueueEntry> {
    queues
        .iter()
        .map(|&queue| QueueEntry { queue, weight: None })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn share(processes: u64) -> Share {
        Share {
            processes,
            concurrency: 10,
            helper_concurrency: 10,
            working: String::new(),
        }
    }

    /// `2 worker of 10: -q default,8 -q push,6`.
    fn shown(layout: SidekiqLayout, version: Mastodon, share_of: u64) -> Vec<String> {
        let shown = |process: &SidekiqProcess| {
            let (instances, threads) = (process.instances.value, process.concurrency.value);
            format!(
                "{instances} {} of {threads}: {}",
                process.name,
                process.queue_arguments()
            )
        };
        processes(layout, version, &share(share_of))
            .iter()
            .map(shown)
            .collect()
    }

    /// config/sidekiq.yml: a queue without a weight counts as one.
    #[test]
    fn one_process_serves_every_queue_by_mastodons_weights() {
        assert_eq!(
            shown(SidekiqLayout::OneProcess, Mastodon::V3_5, 1),
            ["1 all of 10: -q default,6 -q push,4 -q mailers,2 -q pull,1 -q scheduler,1"]
        );
        assert_eq!(
            shown(SidekiqLayout::OneProcess, Mastodon::V4_6, 1),
            [
                "1 all of 10: -q default,8 -q push,6 -q ingress,4 -q mailers,2 -q pull,1 -q scheduler,1 -q fasp,1"
            ]
        );
    }

    #[test]
    fn a_single_worker_is_helped_by_the_schedulers_process_and_several_are_not() {
        let worker = "of 10: -q default,8 -q push,6 -q ingress,4 -q mailers,2 -q pull,1";
        assert_eq!(
            shown(SidekiqLayout::Weighted, Mastodon::V4_3, 1),
            [
                format!("1 worker {worker}"),
                "1 scheduler of 10: -q default,8 -q push,6 -q ingress,4 -q mailers,2 -q pull,1 -q scheduler,1"
                    .to_owned()
            ]
        );
        assert_eq!(
            shown(SidekiqLayout::Weighted, Mastodon::V4_3, 2),
            [
                format!("2 worker {worker}"),
                "1 scheduler of 5: -q scheduler -q mailers".to_owned()
            ]
        );
    }

    #[test]
    fn permuted_orders_turn_by_one() {
        assert_eq!(
            shown(SidekiqLayout::Permuted, Mastodon::V4_6, 8),
            [
                "2 default-first of 10: -q default -q push -q ingress -q pull",
                "2 push-first of 10: -q push -q ingress -q pull -q default",
                "2 ingress-first of 10: -q ingress -q pull -q default -q push",
                "2 pull-first of 10: -q pull -q default -q push -q ingress",
                "1 mailers of 5: -q mailers,2 -q fasp,1",
                "1 scheduler of 5: -q scheduler",
            ]
        );
    }

    #[test]
    fn a_queue_a_process_has_those_of_the_version() {
        assert_eq!(
            shown(SidekiqLayout::QueuePerProcess, Mastodon::V3_5, 3),
            [
                "1 default of 10: -q default",
                "1 push of 10: -q push",
                "1 pull of 10: -q pull",
                "1 mailers of 5: -q mailers,2",
                "1 scheduler of 5: -q scheduler",
            ]
        );
    }

    #[test]
    fn a_process_takes_400_mib_and_8_for_each_thread() {
        let processes = processes(SidekiqLayout::Weighted, Mastodon::V4_6, &share(2));
        let memory: Vec<_> = processes
            .iter()
            .map(|process| process.memory.working.as_str())
            .collect();
        assert_eq!(
            memory,
            [
                "400 MiB + 10 threads × 8 MiB = 480 MiB",
                "400 MiB + 5 threads × 8 MiB = 440 MiB"
            ]
        );
    }

    /// Mastodon's founder: exactly one process with five threads.
    #[test]
    fn the_scheduler_has_five_threads() {
        let processes = processes(SidekiqLayout::Permuted, Mastodon::V4_6, &share(8));
        let scheduler = processes.last().expect("processes");
        assert_eq!((scheduler.instances.value, scheduler.concurrency.value), (1, 5));
        assert_eq!(scheduler.concurrency.working, "five threads are enough");
    }
}
