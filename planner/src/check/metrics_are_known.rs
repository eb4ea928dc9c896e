//! Metrics are asked only of versions that have them.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::MASTODON_CHANGELOG;

pub(crate) static RULE: Rule = Rule {
    id: "metrics-are-known",
    title: "The version has metrics",
    rationale: "Mastodon's Prometheus exporter came with 4.4.",
    basis: Basis::Documented,
    sources: &[MASTODON_CHANGELOG],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let version = plan.spec.mastodon;
    if !plan.spec.options.metrics || version.has_prometheus_exporter() {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Warning,
        format!("Mastodon {version} has no Prometheus metrics; the files have none."),
        "Upgrade to 4.4 or newer, or leave metrics out.".to_owned(),
        &["options.metrics", "mastodon"],
    ))
}
