//! How much there is to do, how much the plan can do.

use super::{CoreLedger, Queue, Range, Rate, shown_memory};
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
    /// The part of the database that is asked for again and again.
    pub hot: Value<Memory>,
    /// Of the media, remote copies included.
    pub media: Value<Range<Memory>>,
}

/// What the plan can do.
#[derive(Clone, Debug)]
pub struct Capacity {
    /// Jobs that the Sidekiq threads and cores get through while the site asks for little.
    pub jobs: Value<Rate>,
    /// Monthly active users that the host carries, by the likely load: the same however many are expected.
    pub active_users: Value<u64>,
    /// What each part takes of the cores.
    pub cores: CoreLedger,
    /// Reads and writes of the database's disk, where it may be too slow.
    pub disk: Option<Value<String>>,
    pub queues: Vec<QueueCapacity>,
    pub use_of_capacity: UseOfCapacity,
    /// What runs out first.
    pub bottleneck: Value<String>,
    /// How long the backlog takes, where one was given.
    pub backlog: Option<Value<String>>,
    /// What to do when this plan is outgrown.
    pub next_step: Value<String>,
    /// What other numbers of users take.
    pub growth: Vec<GrowthStep>,
}

/// The same site with so many active users.
#[derive(Clone, Debug)]
pub struct GrowthStep {
    pub users: u64,
    /// The host that carries them, in words.
    pub takes: Value<String>,
    /// Its cores and memory; none where it takes more than one.
    pub host: Option<(u32, Memory)>,
}

/// Share of what may be used that is used, in per cent, of that which is used most. Over 100 means that queues grow.
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
            shown_memory("Busy part of the database", &self.hot),
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
        values.extend(self.cores.values());
        values.extend(
            self.disk
                .iter()
                .map(|disk| disk.shown("Reads and writes of the hard disk")),
        );
        values.extend(self.backlog.iter().map(|backlog| backlog.shown("Backlog")));
        values
    }

    pub fn growth_values(&self) -> Vec<Shown<'_>> {
        let steps = self.growth.iter();
        steps
            .map(|step| step.takes.shown(format!("{} active users", step.users)))
            .collect()
    }
}
