//! The PostgreSQL version still gets security fixes.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::spec::Postgresql;

pub(crate) static RULE: Rule = Rule {
    id: "postgresql-is-supported",
    title: "PostgreSQL is a supported version",
    rationale: "Each version gets fixes for five years. 14 got its last in November 2026.",
    basis: Basis::Documented,
    sources: &[Source {
        title: "PostgreSQL's versioning policy",
        url: "https://www.postgresql.org/support/versioning/",
    }],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    if plan.spec.postgresql > Postgresql::V14 {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Warning,
        "PostgreSQL 14 gets no security fixes any more.".to_owned(),
        "Move to PostgreSQL 17 with pg_upgrade or a dump, when the server can rest for an hour.".to_owned(),
        &["postgresql"],
    ))
}
