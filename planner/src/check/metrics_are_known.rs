//! Metrics are asked only of versions that have them.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::{options, versions};
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sources::MASTODON_CHANGELOG;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    /// Mastodon's changelog: the exporter came with 4.4.
    #[test]
    fn metrics_came_with_4_4() {
        let message = |answers| {
            let finding = finding_of(CHECK.rule.id, answers)?;
            assert_eq!(finding.severity, Severity::Warning);
            Some(finding.message)
        };
        assert_eq!(
            message("options.metrics=true mastodon=4.3").as_deref(),
            Some("Mastodon 4.3 has no Prometheus metrics; the files have none.")
        );
        assert_eq!(message("options.metrics=true mastodon=4.4"), None);
        assert_eq!(message("options.metrics=false mastodon=4.3"), None);
    }
}
