//! Redis: how many instances, what each keeps and how much.

use crate::plan::{Redis, RedisRole};
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sources::{MASTODON_SCALING, SIDEKIQ_WIKI};
use crate::spec::{RedisChoice, Spec};
use crate::unit::Memory;

mod instance;

pub(crate) use instance::{EVICTION, MAXMEMORY, PERSISTENCE};
use instance::{Held, instance, jobs_in};

pub(crate) static INSTANCES: Rule = rule! {
    id: "redis-instances",
    title: "Redis instances",
    rationale: "Queues and feeds must not be evicted, a cache may be. One instance serves a small server; \
                from 1,000 active users (surge included) the cache is apart, from 20,000 the queues too, \
                each on its own core. The bounds are ours. Sentinel, which moves to a replica when a host fails, takes \
                three hosts; with one host there is nothing to move to.",
    basis: Basis::Judgement,
    sources: &[MASTODON_SCALING, SIDEKIQ_WIKI],
};

pub(crate) const TWO_FROM_USERS: u64 = 1_000;
const THREE_FROM_USERS: u64 = 20_000;
/// Room beside `maxmemory` for client buffers and for the pages that change while a snapshot is written.
const OVERHEAD: (u64, u64) = (5, 4);
/// Redis' default, and the two after it.
const PORT: u16 = 6379;
const SIDEKIQ_PORT: u16 = 6380;
const CACHE_PORT: u16 = 6381;

/// Room is for the feeds of `users`, as many as the memory of the host is planned for.
pub(crate) fn redis(spec: &Spec, users: u64, memory: Memory) -> Redis {
    let held = held(spec, users, memory);
    let users = users_in_surge(spec);
    let count = instances(spec.options.redis, users);
    let why = match spec.options.redis {
        RedisChoice::Auto => {
            working!(
                "{users} users, surge included; two from {TWO_FROM_USERS}, three from {THREE_FROM_USERS}"
            )
        }
        _ => "chosen by you".to_owned(),
    };
    let groups: &[(&str, u16, &[RedisRole])] = match count {
        1 => &[(
            "main",
            PORT,
            &[RedisRole::Main, RedisRole::Sidekiq, RedisRole::Cache],
        )],
        2 => &[
            ("main", PORT, &[RedisRole::Main, RedisRole::Sidekiq]),
            ("cache", CACHE_PORT, &[RedisRole::Cache]),
        ],
        _ => &[
            ("main", PORT, &[RedisRole::Main]),
            ("sidekiq", SIDEKIQ_PORT, &[RedisRole::Sidekiq]),
            ("cache", CACHE_PORT, &[RedisRole::Cache]),
        ],
    };
    let instances = groups
        .iter()
        .map(|&(name, port, roles)| instance(name, port, roles, &held));
    Redis {
        count: Value::new(count, &INSTANCES, why),
        feeds: self::held(spec, users, memory).feeds(),
        instances: instances.collect(),
    }
}

pub(crate) fn instances(choice: RedisChoice, users: u64) -> u32 {
    match choice {
        RedisChoice::Two => 2,
        RedisChoice::Three => 3,
        RedisChoice::Auto if users >= THREE_FROM_USERS => 3,
        RedisChoice::Auto if users >= TWO_FROM_USERS => 2,
        RedisChoice::Auto | RedisChoice::One => 1,
    }
}

fn users_in_surge(spec: &Spec) -> u64 {
    u64::from(spec.load.active_users) * u64::from(spec.load.surge)
}

/// What all instances may take for the feeds of so many users, before MiB are rounded.
pub(crate) fn memory_of(spec: &Spec, users: u64, memory: Memory) -> Memory {
    held(spec, users, memory).all().fraction(OVERHEAD.0, OVERHEAD.1)
}

fn held(spec: &Spec, users: u64, memory: Memory) -> Held {
    Held {
        users,
        backlog: spec.load.measured.backlog.unwrap_or_default(),
        memory,
    }
}

/// What all instances may take, working room included.
pub(crate) fn memory(redis: &Redis) -> Value<Memory> {
    let data = redis.maxmemory();
    let all = with_overhead(data);
    Value::new(
        all,
        &MAXMEMORY,
        working!(
            "{} of data × {} ÷ {} = {}",
            data.rounded(),
            OVERHEAD.0,
            OVERHEAD.1,
            all.rounded()
        ),
    )
}

fn with_overhead(data: Memory) -> Memory {
    data.fraction(OVERHEAD.0, OVERHEAD.1).floor_mib()
}

/// What it is worth to give Redis beyond that, where memory is left: feeds twice as large as the estimate.
pub(crate) fn headroom(redis: &Redis) -> Memory {
    with_overhead(redis.feeds.value)
}

/// With limits by what it was given in the end: more for feeds, or less for each where memory is short.
pub(crate) fn settled(mut redis: Redis, given: Memory) -> Redis {
    let wanted = memory(&redis).value;
    if given > wanted {
        let more = (given - wanted).fraction(OVERHEAD.1, OVERHEAD.0).floor_mib();
        // The first holds the feeds.
        if let Some(main) = redis.instances.first_mut() {
            let feeds = &mut main.maxmemory;
            feeds.value = feeds.value + more;
            feeds.working = working!("{} + {} that are left, for feeds", feeds.working, more.rounded());
        }
    }
    if given < wanted {
        for instance in &mut redis.instances {
            let limit = &mut instance.maxmemory;
            let part = limit.value.fraction(given.as_kib(), wanted.as_kib()).floor_mib();
            limit.working = working!(
                "{} of {}, as Redis has {} of {}",
                part.rounded(),
                limit.value.rounded(),
                given.rounded(),
                wanted.rounded()
            );
            limit.value = part;
        }
    }
    redis
}

/// How many jobs may wait in the queues, beside what else their instance holds.
pub(crate) fn jobs_that_fit(redis: &Redis, spec: &Spec, memory: Memory) -> u64 {
    let instance = redis.of(RedisRole::Sidekiq);
    let held = held(spec, 0, memory);
    let of_others = instance.roles.iter().map(|role| match role {
        RedisRole::Main => redis.feeds.value,
        RedisRole::Cache => held.cache(),
        RedisRole::Sidekiq => Memory::ZERO,
    });
    jobs_in(instance.maxmemory.value - of_others.sum())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::RedisInstance;
    use crate::testing::spec_of;

    fn instances(answers: &str, memory: Memory) -> Vec<(&'static str, u64)> {
        let spec = spec_of(answers);
        let redis = redis(&spec, users_in_surge(&spec), memory);
        assert_eq!(redis.count.value as usize, redis.instances.len());
        let shown = |instance: &RedisInstance| (instance.name, instance.maxmemory.value.as_mib());
        redis.instances.iter().map(shown).collect()
    }

    fn count(answers: &str) -> usize {
        instances(answers, Memory::gib(8)).len()
    }

    #[test]
    fn the_cache_is_apart_from_1_000_users_and_the_queues_from_20_000() {
        assert_eq!(count("load.active_users=1"), 1);
        assert_eq!(count("load.active_users=999"), 1);
        assert_eq!(count("load.active_users=1000"), 2);
        assert_eq!(count("load.active_users=19999"), 2);
        assert_eq!(count("load.active_users=20000"), 3);
        assert_eq!(count("load.active_users=500 load.surge=2"), 2);
        assert_eq!(count("load.active_users=2000 load.surge=10"), 3);
    }

    #[test]
    fn the_admin_may_choose() {
        assert_eq!(count("load.active_users=20000 options.redis=one"), 1);
        assert_eq!(count("load.active_users=1 options.redis=two"), 2);
        assert_eq!(count("load.active_users=1 options.redis=three"), 3);
    }

    /// Feeds have 64 MiB and 70 KiB a user, queues a sixteenth of the memory and the cache a 64th.
    #[test]
    fn each_has_room_for_what_it_holds() {
        let gib = Memory::gib(8);
        // 64 + 100 × 70 KiB = 70.8 MiB, 8,192 ÷ 16 = 512, 8,192 ÷ 64 = 128.
        assert_eq!(instances("load.active_users=100", gib), [("main", 710)]);
        // 64 + 1,000 × 70 KiB = 132.4 MiB, and the queues' 512.
        assert_eq!(
            instances("load.active_users=1000", gib),
            [("main", 644), ("cache", 128)]
        );
        // 64 + 20,000 × 70 KiB = 1,431.2 MiB.
        assert_eq!(
            instances("load.active_users=20000", gib),
            [("main", 1_431), ("sidekiq", 512), ("cache", 128)]
        );
    }

    #[test]
    fn queues_have_64_mib_to_8_gib_and_the_cache_32_mib_to_2_gib() {
        let of = |mib| {
            let answers = "load.active_users=1 options.redis=three";
            let all = instances(answers, Memory::mib(mib));
            (all[1].1, all[2].1)
        };
        assert_eq!(of(512), (64, 32));
        assert_eq!(of(1_024), (64, 32));
        assert_eq!(of(1_040), (65, 32));
        assert_eq!(of(2_048), (128, 32));
        assert_eq!(of(2_112), (132, 33));
        assert_eq!(of(128 * 1024 - 64), (8_188, 2_047));
        assert_eq!(of(128 * 1024), (8_192, 2_048));
        assert_eq!(of(16 * 1024 * 1024), (8_192, 2_048));
    }

    /// 4 KiB a job: 200,000 jobs are 781.25 MiB.
    #[test]
    fn a_backlog_comes_on_top_of_the_queues_share_to_a_quarter_of_the_memory() {
        let queues = |backlog, mib| {
            let answers = format!("options.redis=three load.measured.backlog={backlog}");
            instances(&answers, Memory::mib(mib))[1].1
        };
        assert_eq!(queues(200_000, 8_192), 512 + 781);
        // 8,192 ÷ 4 − 512 = 1,536 MiB are 393,216 jobs.
        assert_eq!(
            (
                queues(393_216, 8_192),
                queues(393_217, 8_192),
                queues(1_000_000_000, 8_192)
            ),
            (2_048, 2_048, 2_048)
        );
        assert_eq!(queues(1, 8_192), 512);
        // Below 256 MiB of memory a quarter is less than the least.
        assert_eq!(queues(1_000_000, 200), 64);
    }

    fn limits(redis: &Redis) -> Vec<u64> {
        redis
            .instances
            .iter()
            .map(|instance| instance.maxmemory.value.as_mib())
            .collect()
    }

    /// 644 MiB for feeds and queues of 1,000 users on 8 GiB, and 128 for the cache: 965 with a quarter more.
    #[test]
    fn what_is_left_goes_to_the_feeds_and_what_is_missing_is_taken_from_each() {
        let redis = || redis(&spec_of("load.active_users=1000"), 1_000, Memory::gib(8));
        let limits_of = |given| limits(&settled(redis(), Memory::mib(given)));
        assert_eq!(limits_of(965), [644, 128]);
        // 64 + 1,000 × 70 KiB = 132.36 MiB, 165 with a quarter more: × 4 ÷ 5 = 132.
        assert_eq!(headroom(&redis()), Memory::mib(165));
        assert_eq!(limits_of(965 + 165), [644 + 132, 128]);
        // 644 × 500 ÷ 965 = 333.7 and 128 × 500 ÷ 965 = 66.3.
        assert_eq!(limits_of(500), [333, 66]);
    }

    #[test]
    fn a_quarter_more_is_room_to_work_in() {
        // 710 × 5 ÷ 4 = 887.5; (644 + 128) × 5 ÷ 4 = 965.
        let all = |users: u32| {
            let spec = spec_of(&format!("load.active_users={users}"));
            memory(&redis(&spec, users.into(), Memory::gib(8))).value.as_mib()
        };
        assert_eq!(all(100), 887);
        assert_eq!(all(1_000), 965);
    }

    /// Sidekiq's wiki: its Redis must be noeviction. Redis' redis.conf: the intervals of `save`.
    #[test]
    fn only_a_cache_that_is_alone_forgets() {
        let kept = |choice| {
            let redis = redis(&spec_of(&format!("options.redis={choice}")), 100, Memory::gib(8));
            let kept = |instance: &RedisInstance| {
                let (eviction, snapshots) = (instance.eviction.value, instance.snapshots.value);
                (instance.port, eviction, instance.is_append_only.value, snapshots)
            };
            redis.instances.iter().map(kept).collect::<Vec<_>>()
        };
        let usual = "3600 1 300 100 60 10000";
        assert_eq!(kept("one"), [(6379, "noeviction", true, usual)]);
        assert_eq!(
            kept("two"),
            [
                (6379, "noeviction", true, usual),
                (6381, "allkeys-lru", false, "")
            ]
        );
        assert_eq!(
            kept("three"),
            [
                (6379, "noeviction", false, usual),
                (6380, "noeviction", true, usual),
                (6381, "allkeys-lru", false, "")
            ]
        );
    }
}
