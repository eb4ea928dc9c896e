//! Mastodon is tested with the PostgreSQL version.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::spec::{Mastodon, Postgresql};

pub(crate) static RULE: Rule = Rule {
    id: "postgresql-is-tested",
    title: "PostgreSQL is a version that Mastodon is tested with",
    rationale: "Mastodon's makers test 4.3 and later with PostgreSQL 14 to 17, and tested 4.2 with 14 and \
                15.",
    basis: Basis::Documented,
    sources: &[Source {
        title: "Mastodon's test workflow",
        url: "https://github.com/mastodon/mastodon/blob/main/.github/workflows/test-ruby.yml",
    }],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let (mastodon, postgresql) = (plan.spec.mastodon, plan.spec.postgresql);
    let newest = if mastodon >= Mastodon::V4_3 {
        Postgresql::V17
    } else {
        Postgresql::V15
    };
    if postgresql <= newest {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Advice,
        format!(
            "Mastodon {mastodon} is not tested with PostgreSQL {postgresql} by its makers; nothing is known to fail."
        ),
        format!("Choose PostgreSQL {newest} to be on tested ground."),
        &["postgresql", "mastodon"],
    ))
}
