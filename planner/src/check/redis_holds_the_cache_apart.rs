//! On larger servers the cache has a Redis of its own.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::options;
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{MASTODON_SCALING, SIDEKIQ_WIKI};
use crate::spec::RedisChoice;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "redis-holds-the-cache-apart",
        title: "The cache has its own Redis",
        rationale: "In one Redis nothing may be evicted, since queues are in it: a full cache then stops the \
            queues.",
        basis: Basis::Documented,
        sources: &[MASTODON_SCALING, SIDEKIQ_WIKI],
    },
    look,
};

const SMALL_USERS: u64 = 1_000;

fn look(plan: &Plan) -> Option<Found> {
    let users = u64::from(plan.spec.load.active_users) * u64::from(plan.spec.load.surge);
    if plan.spec.options.redis != RedisChoice::One || users < SMALL_USERS {
        return None;
    }
    Some(Found {
        severity: Severity::Advice,
        message: format!("One Redis holds feeds, queues and cache of {users} users, surge included."),
        remedy: "Choose two or three instances.".to_owned(),
        about: vec![options::REDIS.of_site()],
    })
}
