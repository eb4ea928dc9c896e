//! Mastodon is tested with the PostgreSQL version.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::spec::{Mastodon, Postgresql};

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "postgresql-is-tested",
        title: "PostgreSQL is a version that Mastodon is tested with",
        rationale: "Mastodon's makers test 4.3 and later with PostgreSQL 14 to 17, and tested 4.2 with 14 \
            and 15.",
        basis: Basis::Documented,
        sources: &[Source {
            title: "Mastodon's test workflow",
            url: "https://github.com/mastodon/mastodon/blob/main/.github/workflows/test-ruby.yml",
        }],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let (mastodon, postgresql) = (plan.spec.mastodon, plan.spec.postgresql);
    let newest = if mastodon >= Mastodon::V4_3 {
        Postgresql::V17
    } else {
        Postgresql::V15
    };
    if postgresql <= newest {
        return None;
    }
    Some(Found {
        severity: Severity::Advice,
        message: format!(
            "Mastodon {mastodon} is not tested with PostgreSQL {postgresql} by its makers; nothing is known to fail."
        ),
        remedy: format!("Choose PostgreSQL {newest} to be on tested ground."),
        about: vec![versions::POSTGRESQL.of_site(), versions::MASTODON.of_site()],
    })
}
