//! The jobs of the users that are expected can be done.

use super::{Check, Found, about, places};
use crate::finding::Severity;
use crate::input::{hosts, load};
use crate::plan::{Plan, rough};
use crate::rule::{Basis, rule};
use crate::sizing::capacity::cores_for;
use crate::sizing::sized;
use crate::sources::EXODUS;
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
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
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    fn finding(answers: &str) -> Option<Finding> {
        finding_of(CHECK.rule.id, answers)
    }

    /// On two cores, which do 15 jobs a second: 1,296,000 a day.
    fn with_jobs(jobs: u32, surge: u32) -> Option<(Severity, String)> {
        let answers = format!("load.measured.jobs_per_day={jobs} load.surge={surge}");
        finding(&answers).map(|finding| (finding.severity, finding.message))
    }

    #[test]
    fn more_on_average_than_can_be_done_is_an_error() {
        // 100 % is 15 a second, and 1,296,100 a day are 15.001.
        let (severity, message) = with_jobs(1_296_100, 1).expect("a finding");
        assert_eq!(severity, Severity::Error);
        assert!(
            message.starts_with("101 % of the jobs that this plan can do arrive on an ordinary day,"),
            "{message}"
        );
        let (_, message) = with_jobs(1_296_000, 1).expect("a finding");
        assert!(message.starts_with("200 % "), "{message}");
    }

    #[test]
    fn half_as_much_again_at_the_peak_is_an_error_and_less_a_warning() {
        // The peak is twice the mean: 22.5 and 15 a second at 972,000 and 648,000 a day.
        let (severity, message) = with_jobs(972_001, 1).expect("a finding");
        assert_eq!(severity, Severity::Error);
        assert!(message.starts_with("151 % "), "{message}");
        assert_eq!(
            with_jobs(972_000, 1).map(|(severity, _)| severity),
            Some(Severity::Warning)
        );
        // So many jobs of 100 users: 99 make a hundredth less.
        let message = "101 % of the jobs that this plan can do arrive at the peak of an ordinary day, so timelines run \
                       late for a while. It can do 15 a second, enough for about 99 active users on ordinary days; you \
                       have 100 and a surge of 1.";
        assert_eq!(
            with_jobs(648_001, 1),
            Some((Severity::Warning, message.to_owned()))
        );
        assert_eq!(with_jobs(648_000, 1), None);
    }

    #[test]
    fn a_surge_that_is_too_much_is_a_warning() {
        assert_eq!(with_jobs(324_000, 2), None);
        let (severity, message) = with_jobs(324_001, 2).expect("a finding");
        assert_eq!(severity, Severity::Warning);
        assert!(
            message.starts_with("101 % ") && message.contains("in the surge"),
            "{message}"
        );
    }

    /// With the cores and GiB of memory that the load model asks for, and with less of either.
    fn for_a_thousand_users_in_a_surge(cores: u32, memory: u32) -> Option<Finding> {
        finding(&format!(
            "hosts.0.cores={cores} hosts.0.memory={memory} load.active_users=1000 load.surge=10"
        ))
    }

    /// 32,000 × √1,000 = 1,011,928 jobs a day, × 2 × 10 ÷ 86,400 = 234.2 a second: 31.2 cores of 7.5 and 15 processes of
    /// 16.6. Two of each and the scheduler take 2,750 MiB, seven more of each 1,155, six more of Sidekiq 600: 14,435.
    /// PostgreSQL has half, the system a sixteenth, Redis 5/4 of a sixteenth, a 64th and 748 MiB, the rest 890 MiB:
    /// 20,447 MiB are left of 64 GiB and 9,312 of 32.
    #[test]
    fn the_host_that_is_named_has_room() {
        assert_eq!(
            for_a_thousand_users_in_a_surge(4, 8).unwrap().remedy,
            "A host with 32 cores and 64 GiB of memory can do these jobs."
        );
        assert!(for_a_thousand_users_in_a_surge(32, 32).is_some());
        assert!(for_a_thousand_users_in_a_surge(32, 64).is_none());
    }

    fn remedy(answers: &str) -> String {
        finding(answers).expect("a finding").remedy
    }

    #[test]
    fn more_than_64_cores_are_several_hosts() {
        // 480 jobs a second at the peak are 64 cores of 7.5.
        let of = |jobs: u32, answers: &str| remedy(&format!("load.measured.jobs_per_day={jobs} {answers}"));
        assert!(of(20_736_000, "").starts_with("A host with 64 cores and "));
        assert!(of(20_736_001, "").starts_with("All of it takes about 65 cores, more than one host has:"));
        // Of shared ones twice as many.
        assert!(of(20_736_000, "hosts.0.shared_cpu=true").starts_with("All of it takes about 128 cores"));
    }

    /// Web and background work have their processes in turn, two for 2,750 MiB and 1,155 a core beyond, and 29 of Sidekiq do
    /// 480 jobs a second: 33,935 MiB. Of 128 GiB half is PostgreSQL's, a sixteenth the system's, 5/4 of 10,310 MiB Redis' and
    /// 799 MiB the rest's, so that 43,658 are left, and of 64 GiB 21,385. The feeds of 300,000 users take 25,600 more.
    #[test]
    fn memory_is_doubled_seven_times_at_most() {
        let most = "hosts.0.cores=1 hosts.0.memory=1 load.measured.jobs_per_day=20736000 \
                    load.measured.requests_per_second=100000";
        assert_eq!(
            remedy(most),
            "A host with 64 cores and 128 GiB of memory can do these jobs."
        );
        assert!(remedy(&format!("{most} load.active_users=300000")).starts_with("Next step: "));
    }
}
