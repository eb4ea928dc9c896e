//! Redis instances: their units, and how data that one Redis held comes to several.

use planner::plan::{RedisInstance, RedisRole};

use crate::here::Here;

pub(super) struct RedisSteps {
    pub(super) name: &'static str,
    /// The name of its password's place.
    pub(super) mark: String,
    pub(super) port: u16,
    pub(super) is_append_only: bool,
    /// A cache fills by itself; what the others hold must move along.
    pub(super) keeps_data: bool,
    /// Keys that one Redis held for all, and that are none of this one's any more.
    pub(super) left_to_others: Vec<&'static str>,
}

/// Feeds, and the jobs of Sidekiq that wait: the keys that may be many.
const FEEDS: &[&str] = &["feed:*"];
const QUEUES: &[&str] = &["queue:*", "schedule", "retry", "dead"];

pub(super) fn steps(here: Here<'_>) -> Vec<RedisSteps> {
    here.redis().iter().map(of_instance).collect()
}

fn of_instance(redis: &RedisInstance) -> RedisSteps {
    let has = |role| redis.roles.contains(&role);
    let of_others = [(RedisRole::Main, FEEDS), (RedisRole::Sidekiq, QUEUES)];
    let left = of_others.into_iter().filter(|(role, _)| !has(*role));
    RedisSteps {
        name: redis.name,
        mark: format!("REDIS_{}_PASSWORD", redis.name.to_uppercase()),
        port: redis.port,
        is_append_only: redis.is_append_only.value,
        keeps_data: has(RedisRole::Main) || has(RedisRole::Sidekiq),
        left_to_others: left.flat_map(|(_, patterns)| patterns.iter().copied()).collect(),
    }
}
