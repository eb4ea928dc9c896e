//! A host: what runs there, and what its memory and cores are given to.

use super::{Nginx, Pgbouncer, Postgresql, Puma, Redis, SearchServer, Sidekiq, Streaming, shown_memory};
use crate::rule::{Shown, Value};
use crate::unit::Memory;
use crate::value::text::{Address, Label};

/// One host: the services that run on it, each there or not, and its budget.
#[derive(Clone, Debug)]
pub struct HostPlan {
    pub name: Label,
    pub ipv6_only: bool,
    /// Under which the site's other hosts reach it.
    pub address: Option<Address>,
    pub memory: Memory,
    /// Cores that the plan counts on: fewer than the host's where they are shared with other customers.
    pub cores: Value<u32>,
    /// Who gets how much. The sum is the host's memory.
    pub budget: Vec<BudgetLine>,
    /// `LimitNOFILE` of Mastodon's own units.
    pub file_limit: Value<u32>,
    /// What all of it would take. More than there is on a host that is too small.
    pub wanted: Memory,
    /// A swap file, where memory is little.
    pub swap: Option<Value<Memory>>,
    /// What is used of the disk after a year or so.
    pub disk: Value<Memory>,
    /// What the disk has, where that is known.
    pub disk_size: Option<Memory>,

    pub nginx: Option<Nginx>,
    pub puma: Option<Puma>,
    pub streaming: Option<Streaming>,
    pub sidekiq: Option<Sidekiq>,
    pub pgbouncer: Option<Pgbouncer>,
    pub postgresql: Option<Postgresql>,
    pub redis: Option<Redis>,
    /// Elasticsearch, where full-text search is wanted.
    pub search: Option<SearchServer>,
}

/// One part of the host's memory.
#[derive(Clone, Debug)]
pub struct BudgetLine {
    pub consumer: Consumer,
    pub memory: Value<Memory>,
    /// What keeps it there; none for what no unit runs.
    pub limits: Option<Limits>,
}

/// How a service is kept from taking what others need.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// systemd `MemoryMax`, docker `mem_limit`: the kernel ends a process here. None for what must not end.
    pub memory_max: Option<Memory>,
    /// What one process may take where it is alone in a container, within the above.
    pub memory_max_each: Option<Memory>,
    /// systemd `CPUWeight`; 100 is the usual.
    pub cpu_weight: u32,
    /// −1000 (never ended for want of memory) to 1000 (first to go).
    pub oom_score_adjust: i32,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Consumer {
    Postgresql,
    Puma,
    Sidekiq,
    Streaming,
    Redis,
    Search,
    Nginx,
    Pgbouncer,
    OtherSoftware,
    /// Kernel, logs, ssh, and the page cache for files outside the database.
    System,
}

impl Consumer {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Postgresql => "PostgreSQL",
            Self::Puma => "Puma",
            Self::Sidekiq => "Sidekiq",
            Self::Streaming => "Streaming",
            Self::Redis => "Redis",
            Self::Search => "Search",
            Self::Nginx => "nginx",
            Self::Pgbouncer => "PgBouncer",
            Self::OtherSoftware => "Other software",
            Self::System => "System and page cache",
        }
    }

    /// Lower-case, for class names and identifiers.
    pub const fn id(self) -> &'static str {
        match self {
            Self::Postgresql => "postgresql",
            Self::Puma => "puma",
            Self::Sidekiq => "sidekiq",
            Self::Streaming => "streaming",
            Self::Redis => "redis",
            Self::Search => "search",
            Self::Nginx => "nginx",
            Self::Pgbouncer => "pgbouncer",
            Self::OtherSoftware => "other",
            Self::System => "system",
        }
    }
}

impl HostPlan {
    /// What this consumer is given; zero when it does not run here.
    pub fn memory_of(&self, consumer: Consumer) -> Memory {
        self.line(consumer).map_or(Memory::ZERO, |line| line.memory.value)
    }

    pub fn limits_of(&self, consumer: Consumer) -> Option<Limits> {
        self.line(consumer).and_then(|line| line.limits)
    }

    pub(super) fn line(&self, consumer: Consumer) -> Option<&BudgetLine> {
        self.budget.iter().find(|line| line.consumer == consumer)
    }

    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![self.cores.shown("Cores to count on")];
        values.extend(
            self.budget
                .iter()
                .map(|line| shown_memory(line.consumer.name(), &line.memory)),
        );
        values.extend(self.swap.iter().map(|swap| shown_memory("Swap file", swap)));
        values.push(self.file_limit.shown("LimitNOFILE of Mastodon's units"));
        values.push(shown_memory("Disk after a year", &self.disk));
        values
    }
}
