//! On larger servers the cache has a Redis of its own.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{MASTODON_SCALING, SIDEKIQ_WIKI};
use crate::spec::RedisChoice;

pub(crate) static RULE: Rule = Rule {
    id: "redis-holds-the-cache-apart",
    title: "The cache has its own Redis",
    rationale: "In one Redis nothing may be evicted, since queues are in it: a full cache then stops the \
                queues.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING, SIDEKIQ_WIKI],
};

const SMALL_USERS: u64 = 1_000;

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let users = u64::from(plan.spec.load.active_users) * u64::from(plan.spec.load.surge);
    if plan.spec.options.redis != RedisChoice::One || users < SMALL_USERS {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Advice,
        format!("One Redis holds feeds, queues and cache of {users} users, surge included."),
        "Choose two or three instances.".to_owned(),
        &["options.redis"],
    ))
}
