//! The distribution's Redis is one that the Mastodon version accepts.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sources::MASTODON_README;
use crate::spec::Run;
use crate::value::choice::Chosen;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    fn message(answers: &str) -> Option<String> {
        let finding = finding_of(CHECK.rule.id, answers)?;
        assert_eq!(finding.severity, Severity::Error);
        Some(finding.message)
    }

    /// Ubuntu 22.04 has Redis 6.0 and Debian 12 7.0; Mastodon's README asks for 4 up to 4.3, 6.2 from 4.4 and 7.0 from 4.5.
    #[test]
    fn the_distributions_redis_is_held_against_mastodons() {
        assert_eq!(message("distribution=ubuntu-22.04 mastodon=4.3"), None);
        assert_eq!(
            message("distribution=ubuntu-22.04 mastodon=4.4").as_deref(),
            Some("Ubuntu 22.04 has Redis 6.0, and Mastodon 4.4 starts only with 6.2 or newer.")
        );
        assert_eq!(
            message("distribution=ubuntu-22.04 mastodon=4.5").as_deref(),
            Some("Ubuntu 22.04 has Redis 6.0, and Mastodon 4.5 starts only with 7.0 or newer.")
        );
        assert_eq!(message("distribution=debian-12 mastodon=4.6"), None);
    }

    #[test]
    fn containers_bring_their_own() {
        assert_eq!(
            message("distribution=ubuntu-22.04 mastodon=4.6 run=compose"),
            None
        );
    }
}
