//! The plan: what to run, where, with which numbers. Everything that files, pages and the API show is here.

use std::fmt;

use crate::finding::Finding;
use crate::rule::{Shown, Value};
use crate::spec::Spec;
use crate::unit::Memory;

mod capacity;
mod connections;
mod containers;
mod cores;
mod database;
mod demand;
mod estimate;
mod figures;
mod host;
mod nginx;
mod part;
mod place;
mod redis;
mod search;
mod sidekiq;
mod storage;
mod web;

pub use capacity::{Capacity, GrowthStep, LoadModel, QueueCapacity, UseOfCapacity};
pub use connections::{Ledger, LedgerLine, Route, Timeouts};
pub use containers::{ContainerLimits, ContainerPart, MemoryLimits};
pub use cores::{CoreLedger, CoreLine, CoreTime, cores};
pub use database::{Pgbouncer, Postgresql};
pub use demand::{Demand, PumaNeed, SidekiqNeed};
pub use estimate::{Range, Rate, rough, rough_size};
pub use figures::Figure;
pub use host::{BudgetLine, Consumer, HostPlan, Limits};
pub use nginx::{MediaCache, Nginx};
pub use part::Part;
pub use place::{Place, Service};
pub use redis::{Redis, RedisInstance, RedisRole};
pub use search::SearchServer;
pub use sidekiq::{Order, Queue, QueueEntry, Sidekiq, SidekiqLayout, SidekiqProcess};
pub use storage::{MediaStore, ObjectStore, Proxied, Reading};
pub use web::{Puma, Streaming, StreamingKind};

/// Everything that was decided for a Spec: what belongs to the site, and its hosts with what runs on each.
#[derive(Clone, Debug)]
pub struct Plan {
    pub spec: Spec,
    pub load: LoadModel,
    pub demand: Demand,
    /// One for each host of the Spec, in its order.
    pub hosts: Vec<HostPlan>,
    pub connections: Ledger,
    pub storage: MediaStore,
    pub capacity: Capacity,
    /// Worst first.
    pub findings: Vec<Finding>,
}

/// One setting of a program, or one of Mastodon's variables, with its reason. [`fmt::Display`] writes `name = value`.
#[derive(Clone, Debug)]
pub struct Setting {
    pub name: &'static str,
    pub value: Value<String>,
}

impl Plan {
    /// The host that has the database.
    pub fn database(&self) -> Option<(&HostPlan, &Postgresql)> {
        self.hosts
            .iter()
            .find_map(|host| Some((host, host.postgresql.as_ref()?)))
    }

    /// PgBouncer as the first host that has one runs it.
    pub fn pgbouncer(&self) -> Option<&Pgbouncer> {
        self.hosts.iter().find_map(|host| host.pgbouncer.as_ref())
    }

    pub fn uses_pgbouncer(&self) -> bool {
        self.pgbouncer().is_some()
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
