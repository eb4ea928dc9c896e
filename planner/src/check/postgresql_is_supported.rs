//! The PostgreSQL version still gets security fixes.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "postgresql-is-supported",
        title: "PostgreSQL is a supported version",
        rationale: "Each version gets fixes for five years. 14 got its last in November 2026.",
        basis: Basis::Documented,
        sources: &[Source {
            title: "PostgreSQL's versioning policy",
            url: "https://www.postgresql.org/support/versioning/",
        }],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let version = plan.spec.postgresql;
    if version.is_supported() {
        return None;
    }
    Some(Found {
        severity: Severity::Warning,
        message: format!("PostgreSQL {version} gets no security fixes any more."),
        remedy: "Move to PostgreSQL 17 with pg_upgrade or a dump, when the server can rest for an hour."
            .to_owned(),
        about: vec![versions::POSTGRESQL.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    /// PostgreSQL's versioning policy: 14 until November 2026, 15 until November 2027.
    #[test]
    fn fixes_come_from_15_on() {
        let message = |version: u32| {
            let finding = finding_of(CHECK.rule.id, &format!("postgresql={version}"))?;
            assert_eq!(finding.severity, Severity::Warning);
            Some(finding.message)
        };
        assert_eq!(
            message(14).as_deref(),
            Some("PostgreSQL 14 gets no security fixes any more.")
        );
        assert_eq!(message(15), None);
        assert_eq!(message(18), None);
    }
}
