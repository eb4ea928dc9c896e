//! On larger servers the cache has a Redis of its own.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::options;
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sizing::redis::TWO_FROM_USERS;
use crate::sources::{MASTODON_SCALING, SIDEKIQ_WIKI};
use crate::spec::RedisChoice;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "redis-holds-the-cache-apart",
        title: "The cache has its own Redis",
        rationale: "In one Redis nothing may be evicted, since queues are in it: a full cache then stops the \
            queues.",
        basis: Basis::Documented,
        sources: &[MASTODON_SCALING, SIDEKIQ_WIKI],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let users = u64::from(plan.spec.load.active_users) * u64::from(plan.spec.load.surge);
    if plan.spec.options.redis != RedisChoice::One || users < TWO_FROM_USERS {
        return None;
    }
    Some(Found {
        severity: Severity::Advice,
        message: format!("One Redis holds feeds, queues and cache of {users} users, surge included."),
        remedy: "Choose two or three instances.".to_owned(),
        about: vec![options::REDIS.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    fn message(answers: &str) -> Option<String> {
        let finding = finding_of(CHECK.rule.id, answers)?;
        assert_eq!(finding.severity, Severity::Advice);
        Some(finding.message)
    }

    #[test]
    fn one_redis_is_for_fewer_than_1_000_users() {
        assert_eq!(message("options.redis=one load.active_users=999"), None);
        assert_eq!(
            message("options.redis=one load.active_users=1000").as_deref(),
            Some("One Redis holds feeds, queues and cache of 1000 users, surge included.")
        );
        assert_eq!(
            message("options.redis=one load.active_users=500 load.surge=2"),
            message("options.redis=one load.active_users=1000")
        );
    }

    #[test]
    fn two_are_apart_and_the_plan_sees_to_it_itself() {
        assert_eq!(message("options.redis=two load.active_users=1000"), None);
        assert_eq!(message("options.redis=auto load.active_users=1000"), None);
    }
}
