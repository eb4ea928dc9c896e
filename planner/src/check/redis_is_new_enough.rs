//! The distribution's Redis is one that the Mastodon version accepts.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::MASTODON_README;
use crate::spec::Run;
use crate::value::choice::Chosen;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "redis-is-new-enough",
        title: "Redis is new enough",
        rationale: "Sidekiq checks the version when it starts: Mastodon 4.4 needs Redis 6.2, 4.5 and 4.6 \
            need 7.0.",
        basis: Basis::Documented,
        sources: &[MASTODON_README],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let (mastodon, distribution) = (plan.spec.mastodon, plan.spec.distribution);
    let (has, needs) = (distribution.redis(), mastodon.oldest_redis());
    if has >= needs || plan.spec.run == Run::Compose {
        return None;
    }
    Some(Found {
        severity: Severity::Error,
        message: format!(
            "{} has Redis {}.{}, and Mastodon {mastodon} starts only with {}.{} or newer.",
            distribution.label(),
            has.0,
            has.1,
            needs.0,
            needs.1,
        ),
        remedy:
            "Choose a newer distribution, or docker compose, or install Redis from its makers' own archive."
                .to_owned(),
        about: vec![
            versions::DISTRIBUTION.of_site(),
            versions::MASTODON.of_site(),
            versions::RUN.of_site(),
        ],
    })
}
