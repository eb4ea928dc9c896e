//! Cores that others share are known for what they are.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::Rule;
use crate::sizing::cores::RULE as CORES;

static RULE: &Rule = &CORES;

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let mut hosts = plan.spec.hosts.iter().zip(&plan.hosts);
    let (asked, host) = hosts.find(|(asked, _)| asked.shared_cpu)?;
    Some(finding(
        RULE,
        Severity::Advice,
        format!(
            "The plan counts on {} of {} shared vCPUs. Load averages do not show when neighbours take the rest.",
            host.cores, asked.cores
        ),
        "Look at steal time (`st` in `top`). If it stays above a few per cent, move to dedicated cores."
            .to_owned(),
        &["hosts.0.shared_cpu", "hosts.0.cores"],
    ))
}
