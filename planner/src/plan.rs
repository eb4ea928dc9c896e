//! The plan: what to run, where, with which numbers. Everything that files, pages and the API show is here.

use std::fmt;

use crate::finding::Finding;
use crate::rule::{Shown, Value};
use crate::spec::Spec;
use crate::unit::Memory;

mod capacity;
mod connections;
mod containers;
mod database;
mod estimate;
mod host;
mod nginx;
mod redis;
mod search;
mod sidekiq;
mod storage;
mod web;

pub use capacity::{Capacity, JobRates, LoadModel, QueueCapacity};
pub use connections::{Ledger, LedgerLine, Route};
pub use containers::{ContainerLimits, ContainerPart};
pub use database::{Pgbouncer, Postgresql};
pub use estimate::{Range, Rate, rough};
pub use host::{BudgetLine, Consumer, HostPlan, Limits};
pub use nginx::Nginx;
pub use redis::{Redis, RedisInstance, RedisRole};
pub use search::SearchServer;
pub use sidekiq::{Order, Queue, QueueEntry, Sidekiq, SidekiqLayout, SidekiqProcess};
pub use storage::{MediaStore, ObjectStore, Variable};
pub use web::{Puma, Streaming, StreamingKind};

/// Everything that was decided for a Spec.
#[derive(Clone, Debug)]
pub struct Plan {
    pub spec: Spec,
    pub load: LoadModel,
    /// One for each host of the Spec, in its order.
    pub hosts: Vec<HostPlan>,
    pub puma: Puma,
    pub sidekiq: Sidekiq,
    pub streaming: Streaming,
    pub connections: Ledger,
    pub postgresql: Postgresql,
    pub pgbouncer: Option<Pgbouncer>,
    pub redis: Redis,
    pub nginx: Nginx,
    /// Elasticsearch, where full-text search is wanted.
    pub search: Option<SearchServer>,
    pub storage: MediaStore,
    pub capacity: Capacity,
    /// Worst first.
    pub findings: Vec<Finding>,
}

/// One setting of a program's file: `name = value`, with its reason.
#[derive(Clone, Debug)]
pub struct Setting {
    pub name: &'static str,
    pub value: Value<String>,
}

/// A part of the plan under its heading, with every value in it.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub id: &'static str,
    pub title: &'static str,
    pub values: Vec<Shown<'a>>,
}

impl Plan {
    /// The host that everything runs on.
    pub fn host(&self) -> &HostPlan {
        &self.hosts[0]
    }

    pub fn uses_pgbouncer(&self) -> bool {
        self.pgbouncer.is_some()
    }

    /// Every value of the plan, part by part.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let part = |id, title, values| Part { id, title, values };
        let mut parts = vec![
            part("load", "Load", self.load.values()),
            part(
                "memory",
                "Memory",
                self.hosts.iter().flat_map(HostPlan::values).collect(),
            ),
            part("web", "Puma", self.puma.values()),
            part("sidekiq", "Sidekiq", self.sidekiq.values()),
            part("streaming", "Streaming", self.streaming.values()),
            part("connections", "Database connections", self.connections.values()),
            part("postgresql", "PostgreSQL", self.postgresql.values()),
        ];
        if let Some(pgbouncer) = &self.pgbouncer {
            parts.push(part("pgbouncer", "PgBouncer", pgbouncer.values()));
        }
        parts.push(part("redis", "Redis", self.redis.values()));
        parts.push(part("nginx", "nginx", self.nginx.values()));
        if let Some(search) = &self.search {
            parts.push(part("search", "Search", search.values()));
        }
        parts.push(part("storage", "Media", self.storage.values()));
        parts.push(part("capacity", "Capacity", self.capacity.values()));
        parts
    }
}

impl Setting {
    pub fn shown(&self) -> Shown<'_> {
        self.value.shown(self.name)
    }
}

impl fmt::Display for Setting {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} = {}", self.name, self.value)
    }
}

/// Shown where an amount of memory is a value.
pub(crate) fn shown_memory<'a>(name: &str, value: &'a Value<Memory>) -> Shown<'a> {
    Shown {
        name: name.to_owned(),
        value: value.value.rounded(),
        rule: value.rule,
        working: &value.working,
    }
}
