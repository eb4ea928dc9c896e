//! Puma and streaming.

use super::shown_memory;
use crate::rule::{Shown, Value};
use crate::unit::Memory;

/// The web process: `mastodon-web`.
#[derive(Clone, Debug)]
pub struct Puma {
    /// `WEB_CONCURRENCY`. Zero is single mode: one process, no fork.
    pub workers: Value<u32>,
    /// `MAX_THREADS`, of each worker.
    pub threads: Value<u32>,
    pub memory: Value<Memory>,
    pub port: u16,
}

#[derive(Clone, Debug)]
pub struct Streaming {
    pub kind: StreamingKind,
    pub processes: Value<u32>,
    /// `DB_POOL` of each process.
    pub db_pool: Value<u32>,
    pub memory: Value<Memory>,
    /// nginx' upstream servers. One a process, or a single one for a cluster.
    pub ports: Vec<u16>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StreamingKind {
    /// Before 4.2: one unit that forks `STREAMING_CLUSTER_NUM` processes behind one port.
    Cluster,
    /// From 4.2: one unit and one port a process.
    ProcessPerPort,
}

impl Puma {
    /// Processes that hold a pool of database connections.
    pub fn processes(&self) -> u32 {
        self.workers.value.max(1)
    }

    pub fn values(&self) -> Vec<Shown<'_>> {
        vec![
            self.workers.shown("WEB_CONCURRENCY"),
            self.threads.shown("MAX_THREADS"),
            shown_memory("Memory", &self.memory),
        ]
    }
}

impl Streaming {
    /// For one more process: the first port behind those that are taken.
    pub fn free_port(&self) -> Option<u16> {
        self.ports.iter().max()?.checked_add(1)
    }

    pub fn values(&self) -> Vec<Shown<'_>> {
        vec![
            self.processes.shown("Processes"),
            self.db_pool.shown("DB_POOL of each"),
            shown_memory("Memory", &self.memory),
        ]
    }
}

#[cfg(test)]
mod tests {
    use crate::spec::Spec;

    #[test]
    fn one_more_streaming_process_takes_the_port_behind_the_last() {
        let plan = crate::plan(&Spec::default());
        let mut streaming = plan.hosts[0].streaming.clone().unwrap();
        streaming.ports = vec![4000, 4001];
        assert_eq!(streaming.free_port(), Some(4002));
        streaming.ports = vec![u16::MAX];
        assert_eq!(streaming.free_port(), None);
    }
}
