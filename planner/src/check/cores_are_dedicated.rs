//! Cores that others share are known for what they are.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::hosts;
use crate::plan::Plan;
use crate::sizing::cores::RULE as CORES;

pub(super) static CHECK: Check = Check { rule: &CORES, look };

fn look(plan: &Plan) -> Option<Found> {
    let place = plan.spec.hosts.iter().position(|host| host.shared_cpu)?;
    let (asked, host) = (&plan.spec.hosts[place], &plan.hosts[place]);
    Some(Found {
        severity: Severity::Advice,
        message: format!(
            "The plan counts on {} of {} shared vCPUs. Load averages do not show when neighbours take the rest.",
            host.cores, asked.cores
        ),
        remedy:
            "Look at steal time (`st` in `top`). If it stays above a few per cent, move to dedicated cores."
                .to_owned(),
        about: about(&[&hosts::SHARED_CPU, &hosts::CORES], &[place]),
    })
}
