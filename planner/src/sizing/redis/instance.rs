//! One Redis instance: what it keeps, how much, and whether it survives.

use crate::plan::{RedisInstance, RedisRole};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{MASTO_NYC, MASTODON_SCALING, SIDEKIQ_WIKI};
use crate::unit::Memory;

pub(crate) static MAXMEMORY: Rule = rule! {
    id: "redis-maxmemory",
    title: "maxmemory",
    rationale: "mastodon.social's Redis took 14.5 to 21 GB in November 2024, most of it feeds, with about \
                300,000 monthly active users: 50 to 70 kB each. masto.nyc's peaked at 238 MB (2026). Where memory is left, feeds may grow \
                to twice that, since a full Redis refuses what is posted. Queues \
                need room for a backlog: an ingress job carries what another server sent, and we take 4 KiB a job, so a \
                sixteenth of the host's memory holds 130,000 jobs on 8 GiB; a backlog that you name comes on top, to a quarter of \
                the memory in all. The cache has a 64th. The limit stops a runaway backlog from taking the host \
                down, and is never more than Redis is given.",
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
/// With a backlog that the admin names. More would be taken from what works it off. Our judgement.
const QUEUES_MOST_SHARE: u64 = 4;
const KIB_PER_JOB: u64 = 4;
/// Redis' own snapshot intervals.
const SNAPSHOTS: &str = "3600 1 300 100 60 10000";

/// What instances hold.
pub(super) struct Held {
    pub(super) users: u64,
    /// Jobs that wait now.
    pub(super) backlog: u64,
    /// The host's, less other software's.
    pub(super) memory: Memory,
}

impl Held {
    pub(super) fn feeds(&self) -> Value<Memory> {
        Value::new(
            FEEDS_BASE + Memory::kib(self.users * FEEDS_KIB_PER_USER),
            &MAXMEMORY,
            working!(
                "{FEEDS_BASE} + {} users × {}",
                self.users,
                Memory::kib(FEEDS_KIB_PER_USER)
            ),
        )
    }

    pub(super) fn jobs(&self) -> Memory {
        Memory::kib(self.backlog.saturating_mul(KIB_PER_JOB))
    }

    fn queues(&self) -> Memory {
        let share = (self.memory / QUEUES_SHARE).clamp(QUEUES_MIN, QUEUES_MAX);
        let with_backlog = (share + self.jobs()).min(self.memory / QUEUES_MOST_SHARE);
        share.max(with_backlog)
    }

    /// Before MiB are rounded.
    pub(super) fn all(&self) -> Memory {
        self.feeds().value + self.queues() + self.cache()
    }

    pub(super) fn cache(&self) -> Memory {
        (self.memory / CACHE_SHARE).clamp(CACHE_MIN, CACHE_MAX)
    }
}

/// How many jobs so much memory holds.
pub(super) fn jobs_in(memory: Memory) -> u64 {
    memory.as_kib() / KIB_PER_JOB
}

pub(super) fn instance(
    name: &'static str,
    port: u16,
    roles: &'static [RedisRole],
    held: &Held,
) -> RedisInstance {
    let has = |role| roles.contains(&role);
    let memory = held.memory.rounded();
    let mut parts = Vec::new();
    if has(RedisRole::Main) {
        parts.push((held.feeds().value, working!("feeds of {} users", held.users)));
    }
    if has(RedisRole::Sidekiq) {
        let backlog = match held.backlog {
            0 => String::new(),
            jobs => working!(" and {jobs} jobs × {}", Memory::kib(KIB_PER_JOB)),
        };
        parts.push((
            held.queues(),
            working!("queues {memory} ÷ {QUEUES_SHARE}{backlog}"),
        ));
    }
    if has(RedisRole::Cache) {
        parts.push((held.cache(), working!("cache {memory} ÷ {CACHE_SHARE}")));
    }
    let maxmemory = parts.iter().map(|part| part.0).sum::<Memory>().floor_mib();
    let working: Vec<_> = parts
        .iter()
        .map(|(room, what)| working!("{what} = {}", room.rounded()))
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
