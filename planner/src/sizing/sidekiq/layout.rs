//! The processes of each layout: which queues, in which order.

use super::{
    CONCURRENCY, MEMORY, MEMORY_BASE, MEMORY_PER_THREAD, PROCESSES, SCHEDULER, SCHEDULER_CONCURRENCY,
    memory_of_process, share::Share,
};
use crate::plan::{Order, Queue, QueueEntry, SidekiqLayout, SidekiqProcess};
use crate::rule::Value;
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
/// process the scheduler's helps with every queue, so that two processes use two cores.
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
            scheduler(&weights(version, &version.queues()))
        },
    ]
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
            format!("{MEMORY_BASE} + {concurrency} threads × {MEMORY_PER_THREAD} = {memory}"),
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
