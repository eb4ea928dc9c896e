//! Sidekiq has the processes and threads that the load asks for.

use super::{Check, Found, about, places};
use crate::finding::Severity;
use crate::input::{hosts, load, options};
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sizing::capacity::host_for;
use crate::sources::{EXODUS, GARGRON_2017};
use crate::spec::SidekiqChoice;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "sidekiq-has-its-processes",
        title: "Sidekiq has the processes that the load asks for",
        rationale: "Memory and cores limit how many processes run. Where they give fewer than the load asks \
            for, more users do not get more threads.",
        basis: Basis::Judgement,
        sources: &[GARGRON_2017, EXODUS],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let need = &plan.demand.sidekiq;
    let sidekiqs = || plan.hosts.iter().filter_map(|host| host.sidekiq.as_ref());
    let has: u64 = sidekiqs().map(|sidekiq| u64::from(sidekiq.threads())).sum();
    let processes: u64 = sidekiqs()
        .map(|sidekiq| u64::from(sidekiq.busy_process_count()))
        .sum();
    let is_short_of_threads = has < need.threads;
    let is_chosen = plan.spec.options.sidekiq == SidekiqChoice::OneProcess;
    let is_short_of_processes = processes < need.least_processes && !is_chosen;
    if !is_short_of_threads && !is_short_of_processes {
        return None;
    }
    Some(Found {
        severity: if is_short_of_threads {
            Severity::Warning
        } else {
            Severity::Advice
        },
        message: what_is_short(
            is_short_of_threads.then_some((need.threads, has)),
            is_short_of_processes.then_some((need.least_processes, processes)),
        ),
        remedy: host_for(plan),
        about: about(
            &[
                &hosts::MEMORY,
                &hosts::CORES,
                &load::ACTIVE_USERS,
                &load::SURGE,
                &options::SIDEKIQ,
            ],
            &places(plan, |host| host.sidekiq.is_some()),
        ),
    })
}

/// What is asked for and what there is, of that of which there is too little.
fn what_is_short(threads: Option<(u64, u64)>, processes: Option<(u64, u64)>) -> String {
    let threads = threads.map(|(need, has)| (format!("{need} threads"), has));
    let processes = processes.map(|(need, has)| (format!("{need} processes on the busy queues"), has));
    let (needs, rooms): (Vec<_>, Vec<_>) = threads
        .into_iter()
        .chain(processes)
        .map(|(need, has)| (need, has.to_string()))
        .unzip();
    format!(
        "At the peak the load asks Sidekiq for {}; this host has room for {}.",
        needs.join(" and "),
        rooms.join(" and "),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    /// So many jobs a day, of which 86,400 are two a second at the peak, and two a second are a thread.
    fn with_jobs(jobs: u32, answers: &str) -> Option<Finding> {
        let answers = format!("hosts.0.memory=8 load.measured.jobs_per_day={jobs} {answers}");
        finding_of(CHECK.rule.id, &answers)
    }

    #[test]
    fn fewer_threads_than_the_load_asks_for_are_a_warning() {
        // One process has 25 threads, enough for 50 jobs a second; one job a day more asks for another.
        assert!(with_jobs(2_160_000, "options.sidekiq=one-process").is_none());
        let finding = with_jobs(2_160_001, "options.sidekiq=one-process").expect("a finding");
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(
            finding.message,
            "At the peak the load asks Sidekiq for 26 threads; this host has room for 25."
        );
    }

    #[test]
    fn fewer_processes_than_do_it_at_70_percent_are_advice() {
        // Two processes do 23.333 jobs a second at 70 % of a core each. The 12 threads that these ask for are there: 2 × 10 and the scheduler's 5.
        assert!(with_jobs(1_007_985, "").is_none());
        let finding = with_jobs(1_007_986, "").expect("a finding");
        assert_eq!(finding.severity, Severity::Advice);
        assert_eq!(
            finding.message,
            "At the peak the load asks Sidekiq for 3 processes on the busy queues; this host has room for 2."
        );
    }

    #[test]
    fn both_are_named_where_both_are_short() {
        assert_eq!(
            what_is_short(Some((41, 27)), Some((5, 2))),
            "At the peak the load asks Sidekiq for 41 threads and 5 processes on the busy queues; this host has room for 27 and 2."
        );
    }

    #[test]
    fn who_chooses_one_process_is_told_only_of_threads() {
        assert!(with_jobs(1_007_986, "options.sidekiq=one-process").is_none());
    }
}
