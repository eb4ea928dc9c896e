//! Mastodon is tested with the PostgreSQL version.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
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
    let newest = mastodon.newest_tested_postgresql();
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    fn words(mastodon: &str, postgresql: u32) -> Option<(String, String)> {
        let answers = format!("mastodon={mastodon} postgresql={postgresql}");
        let finding = finding_of(CHECK.rule.id, &answers)?;
        assert_eq!(finding.severity, Severity::Advice);
        Some((finding.message, finding.remedy))
    }

    /// Mastodon's test-ruby.yml: 14 to 17 from 4.3 on, 14 and 15 for 4.2.
    #[test]
    fn from_4_3_on_17_is_the_newest_and_before_15() {
        assert_eq!(words("4.6", 17), None);
        assert_eq!(
            words("4.6", 18),
            Some((
                "Mastodon 4.6 is not tested with PostgreSQL 18 by its makers; nothing is known to fail."
                    .to_owned(),
                "Choose PostgreSQL 17 to be on tested ground.".to_owned()
            ))
        );
        assert_eq!(words("4.3", 17), None);
        assert_eq!(words("4.2", 15), None);
        assert_eq!(
            words("4.2", 16),
            Some((
                "Mastodon 4.2 is not tested with PostgreSQL 16 by its makers; nothing is known to fail."
                    .to_owned(),
                "Choose PostgreSQL 15 to be on tested ground.".to_owned()
            ))
        );
    }
}
