//! Cores that others share are known for what they are.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::hosts;
use crate::plan::{Plan, cores};
use crate::sizing::cores::{RULE as CORES, ms_per_second};

pub(super) static CHECK: Check = Check { rule: &CORES, look };

fn look(plan: &Plan) -> Option<Found> {
    let place = plan.spec.hosts.iter().position(|host| host.shared_cpu)?;
    let asked = &plan.spec.hosts[place];
    Some(Found {
        severity: Severity::Advice,
        message: format!(
            "The plan counts on {} cores of {} shared vCPUs. Load averages do not show when neighbours take the rest.",
            cores(ms_per_second(asked)),
            asked.cores
        ),
        remedy:
            "Look at steal time (`st` in `top`). If it stays above a few per cent, move to dedicated cores."
                .to_owned(),
        about: about(&[&hosts::SHARED_CPU, &hosts::CORES], &[place]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    #[test]
    fn shared_cores_are_named_and_dedicated_ones_not() {
        let finding =
            finding_of(CHECK.rule.id, "hosts.0.cores=3 hosts.0.shared_cpu=true").expect("a finding");
        assert_eq!(finding.severity, Severity::Advice);
        // Half of three.
        assert!(
            finding
                .message
                .starts_with("The plan counts on 1.5 cores of 3 shared vCPUs."),
            "{}",
            finding.message
        );
        assert!(finding_of(CHECK.rule.id, "hosts.0.cores=3").is_none());
    }
}
