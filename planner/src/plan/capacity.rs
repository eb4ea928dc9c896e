//! How much there is to do, how much the plan can do.

use super::{Queue, Range, Rate};
use crate::rule::{Shown, Value};
use crate::unit::Memory;

/// What the users ask of the server.
#[derive(Clone, Debug)]
pub struct LoadModel {
    /// Sidekiq jobs a day, without surge.
    pub jobs_per_day: Value<Range<u64>>,
    /// Jobs at the busiest time that the plan is made for; with surge.
    pub peak_jobs: Value<Rate>,
    /// Requests that reach Puma at a busy hour; with surge.
    pub requests_per_second: Value<u64>,
    /// Open streaming connections at a busy hour; with surge.
    pub streaming_connections: Value<u64>,
    /// Of the database after a year or so.
    pub database: Value<Range<Memory>>,
    /// Of the media, remote copies included.
    pub media: Value<Range<Memory>>,
}

/// What the plan can do.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Jobs the Sidekiq threads and cores get through.
    pub jobs: Value<Rate>,
    /// Monthly active users that fit, by the likely load.
    pub active_users: Value<u64>,
    pub queues: Vec<QueueCapacity>,
    pub use_of_capacity: UseOfCapacity,
    /// What runs out first.
    pub bottleneck: Value<String>,
    /// How long the backlog takes, where one was given.
    pub backlog: Option<Value<String>>,
    /// What to do when this plan is outgrown.
    pub next_step: Value<String>,
}

/// Share of the capacity that is used, in per cent. Over 100 means that queues grow.
#[derive(Clone, Copy, Debug)]
pub struct UseOfCapacity {
    pub mean_percent: u64,
    pub peak_percent: u64,
    /// Peak times the surge.
    pub surge_percent: u64,
}

/// One queue's share.
#[derive(Clone, Debug)]
pub struct QueueCapacity {
    pub queue: Queue,
    /// Jobs that arrive on an ordinary day, mean, per 1,000 seconds.
    pub arriving_per_1000_s: u64,
    /// Threads that serve it, shared ones included.
    pub threads: u32,
    /// Jobs that its threads get through if it has them to itself, per 1,000 seconds.
    pub possible_per_1000_s: u64,
}

impl LoadModel {
    pub fn values(&self) -> Vec<Shown<'_>> {
        vec![
            self.jobs_per_day.shown("Jobs a day"),
            self.peak_jobs.shown("Jobs at the peak"),
            self.requests_per_second.shown("Requests a second at the peak"),
            self.streaming_connections.shown("Streaming connections"),
            self.database.shown("Database after a year"),
            self.media.shown("Media"),
        ]
    }
}

impl Capacity {
    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![
            self.jobs.shown("Jobs that can be done"),
            self.active_users.shown("Active users that fit"),
            self.bottleneck.shown("What runs out first"),
            self.next_step.shown("Next step"),
        ];
        values.extend(self.backlog.iter().map(|backlog| backlog.shown("Backlog")));
        values
    }
}
