//! Sidekiq's processes with their queues in order.

use planner::Plan;
use planner::plan::{HostPlan, Order, QueueEntry, Sidekiq, SidekiqLayout, SidekiqProcess};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct SidekiqAnswer<'a> {
    /// `one_process`, `weighted`, `permuted` or `queue_per_process`.
    layout: Option<&'static str>,
    /// Of all processes.
    threads: u32,
    processes: Vec<Process<'a>>,
}

/// A kind of process, started so many times alike.
#[derive(Debug, Serialize)]
struct Process<'a> {
    name: &'a str,
    /// Where it runs.
    host: &'a str,
    instances: u32,
    /// Threads of one process.
    concurrency: u32,
    memory_mib: u64,
    /// `strict`: the first queue must be empty before the second is served. Else `weighted`.
    order: &'static str,
    queues: Vec<QueueAnswer>,
}

#[derive(Debug, Serialize)]
struct QueueAnswer {
    name: String,
    /// `null` in strict order.
    weight: Option<u32>,
}

impl<'a> SidekiqAnswer<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let hosts = || {
            plan.hosts
                .iter()
                .filter_map(|host| Some((host, host.sidekiq.as_ref()?)))
        };
        let processes = |(host, sidekiq): (&'a HostPlan, &'a Sidekiq)| {
            sidekiq
                .processes
                .iter()
                .map(|process| Process::new(host, process))
        };
        Self {
            layout: hosts().next().map(|(_, sidekiq)| layout(sidekiq.layout.value)),
            threads: hosts().map(|(_, sidekiq)| sidekiq.threads()).sum(),
            processes: hosts().flat_map(processes).collect(),
        }
    }
}

const fn layout(layout: SidekiqLayout) -> &'static str {
    match layout {
        SidekiqLayout::OneProcess => "one_process",
        SidekiqLayout::Weighted => "weighted",
        SidekiqLayout::Permuted => "permuted",
        SidekiqLayout::QueuePerProcess => "queue_per_process",
    }
}

impl<'a> Process<'a> {
    fn new(host: &'a HostPlan, process: &'a SidekiqProcess) -> Self {
        Self {
            name: &process.name,
            host: host.name.as_str(),
            instances: process.instances.value,
            concurrency: process.concurrency.value,
            memory_mib: process.memory.value.as_mib(),
            order: match process.order {
                Order::Strict => "strict",
                Order::Weighted => "weighted",
            },
            queues: process.queues.iter().map(QueueAnswer::new).collect(),
        }
    }
}

impl QueueAnswer {
    fn new(entry: &QueueEntry) -> Self {
        Self {
            name: entry.queue.to_string(),
            weight: entry.weight,
        }
    }
}
