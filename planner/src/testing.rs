//! For tests: a Spec, a plan and a finding, made from answers as text, the way in that everybody has.

use crate::finding::Finding;
use crate::{Plan, Raw, Spec};

/// From `hosts.0.cores=4 hosts.0.memory=8`; everything else is as for a newcomer.
pub(crate) fn spec_of(answers: &str) -> Spec {
    let given = answers.split_whitespace();
    let mut raw: Raw = given
        .map(|answer| answer.split_once('=').expect("path=answer"))
        .collect();
    raw.set("site.domain", "example.social");
    Spec::read(&raw).expect("answers that are accepted")
}

pub(crate) fn plan_of(answers: &str) -> Plan {
    crate::plan(&spec_of(answers))
}

/// What the rule with this id has to say about the plan for these answers.
pub(crate) fn finding_of(rule: &str, answers: &str) -> Option<Finding> {
    let findings = plan_of(answers).findings;
    findings.into_iter().find(|finding| finding.rule.id == rule)
}
