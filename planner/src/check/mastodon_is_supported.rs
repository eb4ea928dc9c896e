//! The Mastodon version still gets security fixes.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::versions;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "mastodon-is-supported",
        title: "Mastodon is a supported version",
        rationale: "Versions out of support get no security fixes. 4.4 is supported until 17 December 2026, \
            4.5 to 4.7 beyond it.",
        basis: Basis::Documented,
        sources: &[Source {
            title: "Mastodon's security policy",
            url: "https://github.com/mastodon/mastodon/blob/main/SECURITY.md",
        }],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let version = plan.spec.mastodon;
    if version.is_supported() {
        return None;
    }
    Some(Found {
        severity: Severity::Warning,
        message: format!("Mastodon {version} gets no security fixes any more."),
        remedy: "Plan the way to 4.7: go through each minor version in turn, and stop at 4.3 before 4.4."
            .to_owned(),
        about: vec![versions::MASTODON.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    /// Mastodon's SECURITY.md: 4.3 until 6 May 2026, 4.4 until 17 December.
    #[test]
    fn fixes_come_from_4_4_on() {
        let message = |version: &str| {
            let finding = finding_of(CHECK.rule.id, &format!("mastodon={version}"))?;
            assert_eq!(finding.severity, Severity::Warning);
            Some(finding.message)
        };
        assert_eq!(
            message("4.3").as_deref(),
            Some("Mastodon 4.3 gets no security fixes any more.")
        );
        assert!(message("3.5").is_some());
        assert_eq!(message("4.4"), None);
        assert_eq!(message("4.7"), None);
    }
}
