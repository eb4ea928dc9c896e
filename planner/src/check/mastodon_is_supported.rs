//! The Mastodon version still gets security fixes.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};

pub(crate) static RULE: Rule = Rule {
    id: "mastodon-is-supported",
    title: "Mastodon is a supported version",
    rationale: "Versions out of support get no security fixes. 4.4 is supported until 17 December 2026, 4.5 \
                and 4.6 beyond it. 4.7, of August 2026, is not planned for yet.",
    basis: Basis::Documented,
    sources: &[Source {
        title: "Mastodon's security policy",
        url: "https://github.com/mastodon/mastodon/blob/main/SECURITY.md",
    }],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let version = plan.spec.mastodon;
    if version.is_supported() {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Warning,
        format!("Mastodon {version} gets no security fixes any more."),
        "Plan the way to 4.6: go through each minor version in turn, and stop at 4.3 before 4.4.".to_owned(),
        &["mastodon"],
    ))
}
