//! Sidekiq: processes, their queues and threads.

use std::fmt;

use crate::rule::{Shown, Value};
use crate::unit::Memory;
use crate::value::choice::{Chosen, choices};

choices! {
    /// One of Mastodon's queues, in the order of importance of its documentation.
    Queue {
        Default = "default", "default", "Everything that local users see: feeds, notifications, their uploads.";
        Push = "push", "push", "Deliveries to other servers.";
        Ingress = "ingress", "ingress", "What other servers send.";
        Mailers = "mailers", "mailers", "Mail.";
        Pull = "pull", "pull", "Link previews, threads, media of other servers, imports and backups.";
        Scheduler = "scheduler", "scheduler", "Mastodon's own cron. One process only.";
        Fasp = "fasp", "fasp", "Auxiliary service providers.";
    }
}

/// How queues are split over processes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SidekiqLayout {
    OneProcess,
    /// Several processes that each serve every busy queue, and one for the scheduler.
    Weighted,
    Permuted,
    QueuePerProcess,
}

#[derive(Clone, Debug)]
pub struct Sidekiq {
    pub layout: Value<SidekiqLayout>,
    /// Every queue of the version is in some process; the scheduler in exactly one.
    pub processes: Vec<SidekiqProcess>,
    /// Kept for an ffmpeg that a process starts beside itself.
    pub ffmpeg: Value<Memory>,
    /// Queues for which one more process can be started by the admin: all but the scheduler.
    pub extra_queues: Vec<Queue>,
    /// How many of them the connections suffice for.
    pub extra_processes: Value<u32>,
    /// Threads of such an extra process.
    pub extra_concurrency: Value<u32>,
    /// The digit in the process title that the health check looks for.
    pub health_digit: u32,
    /// How long a stopping process may take before it is ended.
    pub stop_seconds: Value<u32>,
    pub stop_threads_seconds: u32,
}

/// A kind of process, started once or several times alike.
#[derive(Clone, Debug)]
pub struct SidekiqProcess {
    /// For example `worker`, `scheduler`, `push-first`: the name in units and services.
    pub name: String,
    /// How many run alike. Always one for the scheduler's.
    pub instances: Value<u32>,
    /// Threads.
    pub concurrency: Value<u32>,
    pub order: Order,
    pub queues: Vec<QueueEntry>,
    /// Of one process.
    pub memory: Value<Memory>,
}

/// How a process goes through its queues.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Order {
    /// The first queue must be empty before the second is served.
    Strict,
    /// A queue is looked at first as often as its weight says.
    Weighted,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct QueueEntry {
    pub queue: Queue,
    /// In weighted order only.
    pub weight: Option<u32>,
}

impl SidekiqProcess {
    pub fn serves(&self, queue: Queue) -> bool {
        self.queues.iter().any(|entry| entry.queue == queue)
    }

    /// Whether a second one would run Mastodon's cron twice.
    pub fn must_run_once(&self) -> bool {
        self.serves(Queue::Scheduler)
    }

    pub fn threads(&self) -> u32 {
        self.instances.value.saturating_mul(self.concurrency.value)
    }

    /// `-q default,8 -q push,6`.
    pub fn queue_arguments(&self) -> String {
        let arguments: Vec<_> = self.queues.iter().map(|entry| format!("-q {entry}")).collect();
        arguments.join(" ")
    }
}

impl Sidekiq {
    pub fn threads(&self) -> u32 {
        self.processes.iter().map(SidekiqProcess::threads).sum()
    }

    /// Processes, instances counted.
    pub fn process_count(&self) -> u32 {
        self.processes.iter().map(|process| process.instances.value).sum()
    }

    /// Processes that work on a queue in which a backlog is likely.
    pub fn busy_process_count(&self) -> u32 {
        let is_busy = |process: &&SidekiqProcess| process.queues.iter().any(|entry| entry.queue.is_busy());
        let busy = self.processes.iter().filter(is_busy);
        busy.map(|process| process.instances.value).sum()
    }

    /// Of all its processes.
    pub fn memory(&self) -> Memory {
        let memory = |process: &SidekiqProcess| process.memory.value * u64::from(process.instances.value);
        self.processes.iter().map(memory).sum()
    }

    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![self.layout.shown("Layout")];
        for process in &self.processes {
            values.push(process.instances.shown(format!("{}: processes", process.name)));
            values.push(
                process
                    .concurrency
                    .shown(format!("{}: threads each", process.name)),
            );
            values.push(super::shown_memory(
                &format!("{}: memory each", process.name),
                &process.memory,
            ));
        }
        values.push(super::shown_memory("ffmpeg: memory", &self.ffmpeg));
        values.push(self.extra_processes.shown("Room for extra processes"));
        values.push(self.extra_concurrency.shown("Threads of an extra process"));
        values.push(self.stop_seconds.shown("Seconds to stop"));
        values
    }
}

impl fmt::Display for QueueEntry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.weight {
            Some(weight) => write!(f, "{},{weight}", self.queue),
            None => write!(f, "{}", self.queue),
        }
    }
}

impl fmt::Display for SidekiqLayout {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::OneProcess => "one process",
            Self::Weighted => "several processes, each serving every busy queue",
            Self::Permuted => "permuted orders",
            Self::QueuePerProcess => "one queue a process",
        })
    }
}

impl Queue {
    /// Whether a backlog is likely to be in it.
    pub fn is_busy(self) -> bool {
        matches!(self, Self::Default | Self::Push | Self::Ingress | Self::Pull)
    }

    pub fn label(self) -> &'static str {
        Chosen::label(self)
    }
}
