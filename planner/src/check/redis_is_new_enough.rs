//! The distribution's Redis is one that the Mastodon version accepts.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::MASTODON_README;
use crate::spec::Run;
use crate::value::choice::Chosen;

pub(crate) static RULE: Rule = Rule {
    id: "redis-is-new-enough",
    title: "Redis is new enough",
    rationale: "Sidekiq checks the version when it starts: Mastodon 4.4 needs Redis 6.2, 4.5 and 4.6 need \
                7.0.",
    basis: Basis::Documented,
    sources: &[MASTODON_README],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let (mastodon, distribution) = (plan.spec.mastodon, plan.spec.distribution);
    let (has, needs) = (distribution.redis(), mastodon.oldest_redis());
    if has >= needs || plan.spec.run == Run::Compose {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Error,
        format!(
            "{} has Redis {}.{}, and Mastodon {mastodon} starts only with {}.{} or newer.",
            distribution.label(),
            has.0,
            has.1,
            needs.0,
            needs.1,
        ),
        "Choose a newer distribution, or docker compose, or install Redis from its makers' own archive."
            .to_owned(),
        &["distribution", "mastodon", "run"],
    ))
}
