//! Metrics are asked only of versions that have them.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::{options, versions};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::MASTODON_CHANGELOG;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "metrics-are-known",
        title: "The version has metrics",
        rationale: "Mastodon's Prometheus exporter came with 4.4.",
        basis: Basis::Documented,
        sources: &[MASTODON_CHANGELOG],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let version = plan.spec.mastodon;
    if !plan.spec.options.metrics || version.has_prometheus_exporter() {
        return None;
    }
    Some(Found {
        severity: Severity::Warning,
        message: format!("Mastodon {version} has no Prometheus metrics; the files have none."),
        remedy: "Upgrade to 4.4 or newer, or leave metrics out.".to_owned(),
        about: vec![options::METRICS.of_site(), versions::MASTODON.of_site()],
    })
}
