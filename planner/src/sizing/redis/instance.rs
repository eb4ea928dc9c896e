//! One Redis instance: what it keeps, how much, and whether it survives.

use crate::plan::{RedisInstance, RedisRole};
use crate::rule::{Basis, Rule, Source, Value, rule};
use crate::sources::{MASTO_NYC, MASTODON_SCALING, SIDEKIQ_WIKI};
use crate::unit::Memory;

pub(crate) static MAXMEMORY: Rule = rule! {
    id: "redis-maxmemory",
    title: "maxmemory",
    rationale: "mastodon.social's Redis took 14.5 to 21 GB in November 2024, most of it feeds, with about \
                300,000 monthly active users: 50 to 70 kB each. masto.nyc's peaked at 238 MB (2026). Queues \
                need room for a backlog: an ingress job carries what another server sent, and we take 4 KiB a job, so a \
                sixteenth of the host's memory holds 130,000 jobs on 8 GiB. The cache has a 64th. The limit stops a runaway backlog from taking the host \
                down.",
    basis: Basis::Measured,
    sources: &[
        MASTO_NYC,
        Source {
            title: "Mastodon pull 33065",
            url: "https://github.com/mastodon/mastodon/pull/33065",
        },
    ],
};

pub(crate) static EVICTION: Rule = rule! {
    id: "redis-eviction",
    title: "maxmemory-policy",
    rationale: "Sidekiq warns unless its Redis is noeviction: an evicted job is a lost job. The cache alone \
                may forget, least recently used first.",
    basis: Basis::Documented,
    sources: &[SIDEKIQ_WIKI, MASTODON_SCALING],
};

pub(crate) static PERSISTENCE: Rule = rule! {
    id: "redis-persistence",
    title: "Persistence",
    rationale: "Jobs that are lost with a crash are posts that never arrive: queues are written to an \
                append-only file, flushed each second. Feeds can be rebuilt, so where they are apart from \
                the queues, snapshots do. A cache needs neither.",
    basis: Basis::Judgement,
    sources: &[
        MASTODON_SCALING,
        Source {
            title: "Redis persistence",
            url: "https://redis.io/docs/latest/operate/oss_and_stack/management/persistence/",
        },
    ],
};

const FEEDS_KIB_PER_USER: u64 = 70;
const FEEDS_BASE: Memory = Memory::mib(64);
const QUEUES_SHARE: u64 = 16;
const CACHE_SHARE: u64 = 64;
const CACHE_MIN: Memory = Memory::mib(32);
const CACHE_MAX: Memory = Memory::gib(2);
const QUEUES_MIN: Memory = Memory::mib(64);
const QUEUES_MAX: Memory = Memory::gib(8);
/// Redis' own snapshot intervals.
const SNAPSHOTS: &str = "3600 1 300 100 60 10000";

pub(super) fn instance(
    name: &'static str,
    port: u16,
    roles: &'static [RedisRole],
    users: u64,
    memory: Memory,
) -> RedisInstance {
    let has = |role| roles.contains(&role);
    let mut parts = Vec::new();
    if has(RedisRole::Main) {
        parts.push((
            FEEDS_BASE + Memory::kib(users * FEEDS_KIB_PER_USER),
            format!("feeds of {users} users"),
        ));
    }
    if has(RedisRole::Sidekiq) {
        let room = (memory / QUEUES_SHARE).clamp(QUEUES_MIN, QUEUES_MAX);
        parts.push((room, format!("queues {} ÷ {QUEUES_SHARE}", memory.rounded())));
    }
    if has(RedisRole::Cache) {
        let room = (memory / CACHE_SHARE).clamp(CACHE_MIN, CACHE_MAX);
        parts.push((room, format!("cache {} ÷ {CACHE_SHARE}", memory.rounded())));
    }
    let maxmemory = parts.iter().map(|part| part.0).sum::<Memory>().floor_mib();
    let working: Vec<_> = parts
        .iter()
        .map(|(room, what)| format!("{what} = {}", room.rounded()))
        .collect();
    let is_cache_alone = roles == [RedisRole::Cache];
    RedisInstance {
        name,
        roles: roles.to_vec(),
        port,
        maxmemory: Value::new(maxmemory, &MAXMEMORY, working.join(" + ")),
        eviction: Value::new(
            if is_cache_alone {
                "allkeys-lru"
            } else {
                "noeviction"
            },
            &EVICTION,
            if is_cache_alone {
                "holds the cache alone"
            } else {
                "holds what must not be lost"
            },
        ),
        is_append_only: Value::new(
            has(RedisRole::Sidekiq),
            &PERSISTENCE,
            if has(RedisRole::Sidekiq) {
                "holds queues"
            } else {
                "holds no queues"
            },
        ),
        snapshots: Value::new(
            if is_cache_alone { "" } else { SNAPSHOTS },
            &PERSISTENCE,
            if is_cache_alone {
                "a cache needs none"
            } else {
                "Redis' own intervals"
            },
        ),
    }
}
