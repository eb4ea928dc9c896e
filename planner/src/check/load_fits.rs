//! The jobs of the users that are expected can be done.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::{Plan, rough};
use crate::rule::{Basis, Rule};
use crate::sources::EXODUS;

pub(crate) static RULE: Rule = Rule {
    id: "load-fits",
    title: "The jobs can be done as fast as they come",
    rationale: "A queue that grows at the peak and shrinks at night means late timelines; one that grows on \
                the mean never empties. weirder.earth's reached 200,000 jobs and 14 hours in November 2022.",
    basis: Basis::Measured,
    sources: &[EXODUS],
};

/// The load model is that uncertain itself. Our judgement.
const PEAK_ERROR_PERCENT: u64 = 150;

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let used = plan.capacity.use_of_capacity;
    let (severity, when, percent) = if used.mean_percent > 100 {
        (
            Severity::Error,
            "on an ordinary day, so queues never empty",
            used.mean_percent,
        )
    } else if used.peak_percent > PEAK_ERROR_PERCENT {
        (
            Severity::Error,
            "at the peak of an ordinary day, so timelines run late for hours",
            used.peak_percent,
        )
    } else if used.peak_percent > 100 {
        (
            Severity::Warning,
            "at the peak of an ordinary day, so timelines run late for a while",
            used.peak_percent,
        )
    } else if used.surge_percent > 100 {
        (
            Severity::Warning,
            "in the surge that you ask to be ready for",
            used.surge_percent,
        )
    } else {
        return None;
    };
    let surge = plan.spec.load.surge;
    Some(finding(
        &RULE,
        severity,
        format!(
            "{percent} % of the jobs that this plan can do arrive {when}. It can do {}, enough for about {} active users on ordinary days; you have {} and a surge of {surge}.",
            plan.capacity.jobs,
            rough(plan.capacity.active_users.value),
            plan.spec.load.active_users,
        ),
        format!("Next step: {}.", plan.capacity.next_step),
        &[
            "load.active_users",
            "load.surge",
            "hosts.0.cores",
            "hosts.0.memory",
        ],
    ))
}
