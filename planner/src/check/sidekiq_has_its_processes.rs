//! Sidekiq has the processes and threads that the load asks for.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{EXODUS, GARGRON_2017};
use crate::spec::SidekiqChoice;

pub(crate) static RULE: Rule = Rule {
    id: "sidekiq-has-its-processes",
    title: "Sidekiq has the processes that the load asks for",
    rationale: "Memory and cores limit how many processes run. Where they give fewer than the load asks for, \
                more users do not get more threads.",
    basis: Basis::Judgement,
    sources: &[GARGRON_2017, EXODUS],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
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
    Some(finding(
        &RULE,
        if is_short_of_threads {
            Severity::Warning
        } else {
            Severity::Advice
        },
        format!(
            "At the peak the load asks for {} threads in {} Sidekiq processes; this host has room for {has} in {processes}.",
            need.threads, need.least_processes,
        ),
        "Give the host more memory or cores, or choose another Sidekiq layout.".to_owned(),
        &[
            "hosts.0.memory",
            "hosts.0.cores",
            "load.active_users",
            "load.surge",
            "options.sidekiq",
        ],
    ))
}
