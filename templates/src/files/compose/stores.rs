//! What Mastodon keeps its data in.

use planner::plan::{Consumer, ContainerPart, RedisInstance};
use planner::rule::Value;
use planner::spec;
use planner::unit::Memory;

use super::limits::{ContainerLimits, of_one, of_part};
use crate::here::Here;
use crate::login;
use crate::running::containers;

pub(super) struct Postgresql<'a> {
    pub(super) version: spec::Postgresql,
    pub(super) hba_method: &'static str,
    pub(super) shared_memory: Option<&'a Value<Memory>>,
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) struct Pgbouncer<'a> {
    pub(super) port: u16,
    pub(super) file_limit: &'a Value<u32>,
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) struct Redis<'a> {
    pub(super) name: &'static str,
    pub(super) service: String,
    pub(super) port: u16,
    pub(super) folder: String,
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) struct Search<'a> {
    pub(super) image: &'static str,
    pub(super) port: u16,
    pub(super) heap: &'a Value<Memory>,
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) fn postgresql(here: Here<'_>) -> Option<Postgresql<'_>> {
    let version = here.plan.spec.postgresql;
    here.host.postgresql.as_ref().map(|postgresql| Postgresql {
        version,
        shared_memory: postgresql.shared_memory.as_ref(),
        hba_method: login::kept(here.plan).method,
        limits: of_one(here, Consumer::Postgresql),
    })
}

pub(super) fn pgbouncer(here: Here<'_>) -> Option<Pgbouncer<'_>> {
    here.host.pgbouncer.as_ref().map(|pgbouncer| Pgbouncer {
        port: pgbouncer.port,
        file_limit: &pgbouncer.file_limit,
        limits: of_one(here, Consumer::Pgbouncer),
    })
}

pub(super) fn redis(here: Here<'_>) -> Vec<Redis<'_>> {
    let Some(redis) = &here.host.redis else {
        return Vec::new();
    };
    let all = redis.maxmemory();
    let service = |instance: &RedisInstance| Redis {
        name: instance.name,
        service: containers::redis(here, instance.name),
        port: instance.port,
        folder: format!("./{}-data/{}", here.running().store().name, instance.name),
        limits: of_part(
            here,
            Consumer::Redis,
            ContainerPart::with_memory(redis.count.value, instance.maxmemory.value, all),
        ),
    };
    redis.instances.iter().map(service).collect()
}

pub(super) fn search(here: Here<'_>) -> Option<Search<'_>> {
    here.host.search.as_ref().map(|search| Search {
        image: here.plan.spec.mastodon.elasticsearch(),
        port: search.port,
        heap: &search.heap,
        limits: of_one(here, Consumer::Search),
    })
}
