//! Redis instances and what each may do.

use super::shown_memory;
use crate::rule::{Shown, Value};
use crate::unit::Memory;

#[derive(Clone, Debug)]
pub struct Redis {
    pub count: Value<u32>,
    /// What feeds take, by the estimate.
    pub feeds: Value<Memory>,
    /// Never empty; the first holds the main role.
    pub instances: Vec<RedisInstance>,
}

/// One Redis process.
#[derive(Clone, Debug)]
pub struct RedisInstance {
    /// `main`, `sidekiq` or `cache`: also the instance name of its unit.
    pub name: &'static str,
    /// What it holds.
    pub roles: Vec<RedisRole>,
    pub port: u16,
    pub maxmemory: Value<Memory>,
    /// `maxmemory-policy`.
    pub eviction: Value<&'static str>,
    /// `appendonly`.
    pub is_append_only: Value<bool>,
    /// `save`; empty for none.
    pub snapshots: Value<&'static str>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RedisRole {
    /// `REDIS_*`: feeds, streaming, locks.
    Main,
    /// `SIDEKIQ_REDIS_*`: queues.
    Sidekiq,
    /// `CACHE_REDIS_*`.
    Cache,
}

impl Redis {
    /// The instance that holds a role.
    pub fn of(&self, role: RedisRole) -> &RedisInstance {
        self.instances
            .iter()
            .find(|instance| instance.roles.contains(&role))
            .unwrap_or(&self.instances[0])
    }

    /// Of all instances.
    pub fn maxmemory(&self) -> Memory {
        self.instances
            .iter()
            .map(|instance| instance.maxmemory.value)
            .sum()
    }

    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![
            self.count.shown("Instances"),
            shown_memory("Feeds, estimated", &self.feeds),
        ];
        values.extend(self.instances.iter().flat_map(RedisInstance::values));
        values
    }
}

impl RedisInstance {
    /// Whether it holds what does not come back by itself.
    pub fn keeps_data(&self) -> bool {
        self.roles.iter().any(|role| *role != RedisRole::Cache)
    }

    fn values(&self) -> [Shown<'_>; 4] {
        let name = |setting: &str| format!("{}: {setting}", self.name);
        [
            shown_memory(&name("maxmemory"), &self.maxmemory),
            self.eviction.shown(name("maxmemory-policy")),
            self.is_append_only.shown(name("appendonly")),
            self.snapshots.shown(name("save")),
        ]
    }
}
