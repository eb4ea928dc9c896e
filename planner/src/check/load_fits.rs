//! The load of the users that are expected can be done.

use super::{Check, Found, about, places};
use crate::finding::Severity;
use crate::input::{hosts, load, options};
use crate::plan::{Capacity, Plan, cores, rough};
use crate::rule::{Basis, rule};
use crate::sizing::capacity::{CLOSE_PERCENT, host_for, percent as percent_of};
use crate::sources::EXODUS;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "load-fits",
        title: "Web, jobs and database have the cores that the load asks for",
        rationale: "What is asked for at once must be less than what may be used: of the cores 70 %, of a hard disk 70 % of its movements, \
            of Sidekiq what its layout can do. A queue that grows at the peak and shrinks at night means late timelines; one that grows \
            on the mean never empties. weirder.earth's reached 200,000 jobs and 14 hours in November 2022. From 90 % on the peak is \
            close: the load model is a factor of two off either way.",
        basis: Basis::Measured,
        sources: &[EXODUS],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let capacity = &plan.capacity;
    let Verdict {
        severity,
        percent,
        when,
        cores_ms,
    } = verdict(capacity)?;
    let ledger = &capacity.cores;
    let what = if percent == percent_of(cores_ms, ledger.usable.value) {
        format!(
            "Web, jobs and database take {} cores, and {} % of {} may be used.",
            cores(cores_ms),
            ledger.use_percent,
            cores(ledger.all_ms)
        )
    } else {
        format!("It is {} that is short.", capacity.bottleneck)
    };
    Some(Found {
        severity,
        message: format!(
            "{percent} % of what may be used is asked for {when}. {what} The host is enough for about {} active users on ordinary days; \
             you have {} and a surge of {}.",
            rough(capacity.active_users.value),
            plan.spec.load.active_users,
            plan.spec.load.surge,
        ),
        remedy: host_for(plan),
        about: about(
            &[
                &load::ACTIVE_USERS,
                &load::SURGE,
                &hosts::CORES,
                &hosts::MEMORY,
                &options::SIDEKIQ,
            ],
            &places(plan, |host| host.sidekiq.is_some()),
        ),
    })
}

struct Verdict {
    severity: Severity,
    percent: u64,
    when: &'static str,
    /// What is asked of the cores then.
    cores_ms: u64,
}

fn verdict(capacity: &Capacity) -> Option<Verdict> {
    let used = capacity.use_of_capacity;
    let sum = capacity.cores.sum();
    // All that there is, not only what may be used.
    let all = 100 * 100 / capacity.cores.use_percent;
    let (severity, percent, when, cores_ms) = if used.mean_percent > 100 {
        (
            Severity::Error,
            used.mean_percent,
            "on an ordinary day, so queues never empty",
            sum.mean_ms,
        )
    } else if used.peak_percent > all {
        (
            Severity::Error,
            used.peak_percent,
            "at the peak of an ordinary day, so timelines run late for hours",
            sum.peak_ms,
        )
    } else if used.peak_percent > 100 {
        (
            Severity::Warning,
            used.peak_percent,
            "at the peak of an ordinary day, so timelines run late for a while",
            sum.peak_ms,
        )
    } else if used.surge_percent > 100 {
        (
            Severity::Warning,
            used.surge_percent,
            "in the surge that you ask to be ready for",
            sum.surge_ms,
        )
    } else if used.peak_percent > CLOSE_PERCENT {
        (
            Severity::Advice,
            used.peak_percent,
            "at the peak of an ordinary day, which is close",
            sum.peak_ms,
        )
    } else {
        return None;
    };
    Some(Verdict {
        severity,
        percent,
        when,
        cores_ms,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    fn finding(answers: &str) -> Option<Finding> {
        finding_of(CHECK.rule.id, answers)
    }

    /// On one core, of which 700 ms may be used, with a request a second and one client: 51 ms, and 80 for each job.
    fn with_jobs(jobs_per_day: u32, surge: u32) -> Option<(Severity, String)> {
        let answers = format!(
            "hosts.0.cores=1 hosts.0.memory=8 load.measured.requests_per_second=1 load.measured.streaming_connections=1 \
             load.measured.jobs_per_day={jobs_per_day} load.surge={surge}"
        );
        let finding = finding(&answers)?;
        let percent = finding.message.split(" %").next()?.to_owned();
        Some((finding.severity, percent))
    }

    fn assert_said(found: Option<(Severity, String)>, severity: Severity, percent: &str) {
        let (said, number) = found.expect("a finding");
        assert_eq!((said, number.as_str()), (severity, percent));
    }

    /// 345,600 a day are 8 a second at the peak: 640 + 51 = 691 ms of 700, 99 %.
    #[test]
    fn from_90_percent_on_the_peak_is_close() {
        assert_said(with_jobs(345_600, 1), Severity::Advice, "99");
        // 7.225 a second: 434 + 145 ms, each rounded up, and 51 are 630, 90 %.
        assert_eq!(with_jobs(312_120, 1), None);
        assert_said(with_jobs(313_700, 1), Severity::Advice, "91");
    }

    /// 8.1 a second are 648 ms, with the 51 all that may be used; 11.9 are 952, with them more than the core.
    #[test]
    fn more_than_may_be_used_is_a_warning_and_more_than_there_is_an_error() {
        assert_said(with_jobs(349_920, 1), Severity::Advice, "100");
        assert_said(with_jobs(351_000, 1), Severity::Warning, "101");
        assert_said(with_jobs(507_000, 1), Severity::Warning, "142");
        assert_said(with_jobs(514_000, 1), Severity::Error, "144");
    }

    /// Half of the peak's: 8.4 jobs a second on average are 672 ms, 25 of the request.
    #[test]
    fn more_on_average_than_may_be_used_is_an_error() {
        assert_said(with_jobs(725_760, 1), Severity::Error, "200");
        assert_said(with_jobs(730_000, 1), Severity::Error, "101");
    }

    /// 2.9 a second: 232 + 50 ms; in a surge of three 8.7 jobs and three requests: 846 ms, 121 %.
    #[test]
    fn a_surge_that_is_too_much_is_a_warning() {
        assert_eq!(with_jobs(125_280, 1), None);
        assert_eq!(with_jobs(125_280, 2), None);
        assert_said(with_jobs(125_280, 3), Severity::Warning, "121");
    }

    /// 100 requests × 50 ms = 5,000 and 1,011,928 jobs a day of 1,000 users, 23.4 a second, × 80 ms = 1,874; 80 clients 20: 6.9 cores,
    /// and half of them on average, more than 2.8.
    #[test]
    fn the_web_counts() {
        let answers =
            "hosts.0.cores=4 hosts.0.memory=16 load.active_users=1000 load.measured.requests_per_second=100";
        let finding = finding(answers).expect("a finding");
        assert_eq!(finding.severity, Severity::Error);
        assert!(
            finding
                .message
                .contains("take 3.5 cores, and 70 % of 4.0 may be used."),
            "{}",
            finding.message
        );
        // 6.9 of 70 % × 90 % of a core: 11 cores; 12 are sold.
        assert!(
            finding.remedy.starts_with("A host with 12 cores and "),
            "{}",
            finding.remedy
        );
    }

    /// 1,000 users in tenfold surge: 234.2 jobs a second × 80 ms, 110 requests × 50 ms, 800 clients a fifth of a core: 24.4 cores, 70 % of
    /// 35; 48 are sold.
    #[test]
    fn the_host_that_is_named_has_room() {
        let of = |cores: u32, memory: u32| {
            finding(&format!(
                "hosts.0.cores={cores} hosts.0.memory={memory} load.active_users=1000 load.surge=10"
            ))
        };
        let remedy = of(4, 8).expect("a finding").remedy;
        assert!(
            remedy.starts_with("A host with 48 cores and ") && remedy.ends_with(" carries all of it."),
            "{remedy}"
        );
        assert!(of(34, 64).is_some());
        assert!(of(36, 64).is_none());
    }

    /// 34,560,000 jobs a day are 800 a second × 80 ms = 64 cores, 92 of 70 %, and 102 of nine tenths.
    #[test]
    fn more_than_64_cores_are_several_hosts() {
        let answers = "load.measured.jobs_per_day=34560000 load.measured.requests_per_second=1";
        let remedy = finding(answers).expect("a finding").remedy;
        assert!(
            remedy.starts_with("All of it takes about 102 cores, more than one host has:"),
            "{remedy}"
        );
    }

    /// One process uses one core: 70 % of it are 11.6 jobs a second, and 16 are asked for.
    #[test]
    fn a_layout_that_uses_fewer_cores_is_named() {
        let answers =
            "hosts.0.cores=8 hosts.0.memory=16 load.measured.jobs_per_day=691200 options.sidekiq=one-process";
        let finding = finding(answers).expect("a finding");
        assert!(
            finding
                .message
                .contains("the chosen Sidekiq layout that is short"),
            "{}",
            finding.message
        );
        assert!(
            finding.remedy.starts_with("Leave the Sidekiq layout to the plan"),
            "{}",
            finding.remedy
        );
    }

    /// 691,200 a day are 16 a second × 3, and 30 requests: 78 of 70.
    #[test]
    fn a_hard_disk_is_named() {
        let answers = "hosts.0.cores=8 hosts.0.memory=16 load.measured.jobs_per_day=691200 load.measured.requests_per_second=30";
        assert!(finding(answers).is_none());
        let finding = finding(&format!("{answers} hosts.0.disk=hdd")).expect("a finding");
        assert!(
            finding
                .message
                .contains("the hard disk's reads and writes that is short"),
            "{}",
            finding.message
        );
        assert!(
            finding.remedy.starts_with("Put the database on an SSD"),
            "{}",
            finding.remedy
        );
    }
}
