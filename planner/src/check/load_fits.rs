//! The jobs of the users that are expected can be done.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::{Plan, rough};
use crate::rule::{Basis, Rule};
use crate::sizing::capacity::cores_for;
use crate::sources::EXODUS;
use crate::unit::Memory;

pub(crate) static RULE: Rule = Rule {
    id: "load-fits",
    title: "The jobs can be done as fast as they come",
    rationale: "A queue that grows at the peak and shrinks at night means late timelines; one that grows on \
                the mean never empties. weirder.earth's reached 200,000 jobs and 14 hours in November 2022.",
    basis: Basis::Measured,
    sources: &[EXODUS],
};

/// More are seldom sold as one machine. Our judgement.
const LARGEST_HOST_CORES: u64 = 64;
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
        remedy(plan),
        &[
            "load.active_users",
            "load.surge",
            "hosts.0.cores",
            "hosts.0.memory",
        ],
    ))
}

/// What to buy for all that is asked, surge included.
fn remedy(plan: &Plan) -> String {
    let (host, counted) = (plan.spec.host(), u64::from(plan.host().cores.value));
    let needed = cores_for(plan.load.peak_jobs.value);
    if needed <= counted {
        return format!("Next step: {}.", plan.capacity.next_step);
    }
    // Of shared cores the plan counts on a part.
    let cores = (needed * u64::from(host.cores)).div_ceil(counted);
    let share = Memory::gib(
        (host.memory * needed)
            .as_kib()
            .div_ceil((Memory::gib(1) * counted).as_kib()),
    );
    if cores > LARGEST_HOST_CORES {
        return format!(
            "All of it takes about {cores} cores, more than one host has: Sidekiq, web and database on hosts of their own."
        );
    }
    format!("All of it takes a host with about {cores} cores and, in proportion, {share} of memory.")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{Raw, Spec};

    fn plan_of(cores: &str, memory: &str) -> Plan {
        let raw: Raw = [
            ("site.domain", "example.social"),
            ("hosts.0.cores", cores),
            ("hosts.0.memory", memory),
            ("load.active_users", "1000"),
            ("load.surge", "10"),
        ]
        .into_iter()
        .collect();
        crate::plan(&Spec::read(&raw).unwrap())
    }

    /// 32,000 × √1,000 = 1,011,928 jobs a day, × 2 × 10 ÷ 86,400 = 234.2 a second, ÷ 7.5 = 31.2 cores.
    #[test]
    fn the_host_that_is_named_has_room() {
        let finding = check(&plan_of("4", "8 GiB")).unwrap();
        assert_eq!(
            finding.remedy,
            "All of it takes a host with about 32 cores and, in proportion, 64 GiB of memory."
        );
        assert!(check(&plan_of("32", "64 GiB")).is_none());
    }
}
