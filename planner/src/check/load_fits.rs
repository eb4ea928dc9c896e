//! The jobs of the users that are expected can be done.

use super::{Check, Found, about, places};
use crate::finding::Severity;
use crate::input::{hosts, load};
use crate::plan::{Plan, rough};
use crate::rule::{Basis, Rule};
use crate::sizing::capacity::cores_for;
use crate::sizing::sized;
use crate::sources::EXODUS;
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "load-fits",
        title: "The jobs can be done as fast as they come",
        rationale: "A queue that grows at the peak and shrinks at night means late timelines; one that grows \
            on the mean never empties. weirder.earth's reached 200,000 jobs and 14 hours in November 2022.",
        basis: Basis::Measured,
        sources: &[EXODUS],
    },
    look,
};

/// More are seldom sold as one machine. Our judgement.
const LARGEST_HOST_CORES: u64 = 64;
/// Where 128 times the memory does not help, it is not memory that is missing. Our judgement.
const DOUBLINGS: u32 = 7;
/// The load model is that uncertain itself. Our judgement.
const PEAK_ERROR_PERCENT: u64 = 150;

fn look(plan: &Plan) -> Option<Found> {
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
    Some(Found {
        severity,
        message: format!(
            "{percent} % of the jobs that this plan can do arrive {when}. It can do {}, enough for about {} active users on ordinary days; you have {} and a surge of {surge}.",
            plan.capacity.jobs,
            rough(plan.capacity.active_users.value),
            plan.spec.load.active_users,
        ),
        remedy: remedy(plan),
        about: about(
            &[&load::ACTIVE_USERS, &load::SURGE, &hosts::CORES, &hosts::MEMORY],
            &places(plan, |host| host.sidekiq.is_some()),
        ),
    })
}

/// What to buy for all that is asked, surge included.
fn remedy(plan: &Plan) -> String {
    let next_step = || format!("Next step: {}.", plan.capacity.next_step);
    // A larger host is the answer to one host only.
    let ([asked], [host]) = (&plan.spec.hosts[..], &plan.hosts[..]) else {
        return next_step();
    };
    let counted = u64::from(host.cores.value);
    let needed = cores_for(plan.load.peak_jobs.value).max(counted);
    // Of shared cores the plan counts on a part.
    let cores = (needed * u64::from(asked.cores)).div_ceil(counted);
    if cores > LARGEST_HOST_CORES {
        return format!(
            "All of it takes about {cores} cores, more than one host has: Sidekiq, web and database on hosts of their own."
        );
    }
    let least = Memory::gib(host.memory.as_kib().div_ceil(Memory::gib(1).as_kib()));
    let can_do_it = |memory: &Memory| {
        let mut spec = plan.spec.clone();
        spec.hosts[0].cores = u32::try_from(cores).unwrap_or(u32::MAX);
        spec.hosts[0].memory = *memory;
        let larger = sized(&spec);
        let has_memory = larger.hosts.iter().all(|host| host.wanted <= host.memory);
        has_memory && larger.capacity.jobs.value >= larger.load.peak_jobs.value
    };
    let sizes = (0..=DOUBLINGS).map(|times| least * 2_u64.pow(times));
    match sizes.into_iter().find(can_do_it) {
        Some(memory) => format!("A host with {cores} cores and {memory} of memory can do these jobs."),
        None => next_step(),
    }
}

#[cfg(test)]
mod tests {
    use crate::finding::Finding;
    use crate::testing::finding_of;

    fn finding(answers: &str) -> Option<Finding> {
        finding_of("load-fits", answers)
    }

    /// With the cores and GiB of memory that the load model asks for, and with less of either.
    fn for_a_thousand_users_in_a_surge(cores: u32, memory: u32) -> Option<Finding> {
        finding(&format!(
            "hosts.0.cores={cores} hosts.0.memory={memory} load.active_users=1000 load.surge=10"
        ))
    }

    /// 32,000 × √1,000 = 1,011,928 jobs a day, × 2 × 10 ÷ 86,400 = 234.2 a second: 31.2 cores of 7.5 and 15 processes of
    /// 16.6, which take 5,910 MiB beside nine of web with 3,618. PostgreSQL has half, the system a sixteenth, Redis 5/4 of
    /// a sixteenth, a 64th and 748 MiB, the rest 284 MiB: 9,917 MiB are left of 32 GiB and 4,349 of 16.
    #[test]
    fn the_host_that_is_named_has_room() {
        assert_eq!(
            for_a_thousand_users_in_a_surge(4, 8).unwrap().remedy,
            "A host with 32 cores and 32 GiB of memory can do these jobs."
        );
        assert!(for_a_thousand_users_in_a_surge(32, 16).is_some());
        assert!(for_a_thousand_users_in_a_surge(32, 32).is_none());
    }
}
