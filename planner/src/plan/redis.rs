//! Redis instances and what each may do.

use super::shown_memory;
use crate::rule::{Shown, Value};
use crate::unit::Memory;

#[derive(Clone, Debug)]
pub struct Redis {
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

    pub fn values(&self) -> Vec<Shown<'_>> {
        self.instances
            .iter()
            .flat_map(|instance| {
                let name = |setting: &str| format!("{}: {setting}", instance.name);
                [
                    shown_memory(&name("maxmemory"), &instance.maxmemory),
                    instance.eviction.shown(name("maxmemory-policy")),
                    instance.is_append_only.shown(name("appendonly")),
                    instance.snapshots.shown(name("save")),
                ]
            })
            .collect()
    }
}
