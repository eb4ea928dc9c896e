//! Sidekiq has the processes and threads that the load asks for.

use super::{Check, Found, about, places};
use crate::finding::Severity;
use crate::input::{hosts, load, options};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{EXODUS, GARGRON_2017};
use crate::spec::SidekiqChoice;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
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
        message: format!(
            "At the peak the load asks for {} threads in {} Sidekiq processes; this host has room for {has} in {processes}.",
            need.threads, need.least_processes,
        ),
        remedy: "Give the host more memory or cores, or choose another Sidekiq layout.".to_owned(),
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
