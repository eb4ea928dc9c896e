//! Puma has the threads that the load asks for.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{GARGRON_2017, MASTODON_SCALING};

pub(crate) static RULE: Rule = Rule {
    id: "web-has-its-threads",
    title: "Puma has the threads that the load asks for",
    rationale: "Requests wait when every thread is busy; pages are slow for everybody then.",
    basis: Basis::Judgement,
    sources: &[MASTODON_SCALING, GARGRON_2017],
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let need = &plan.demand.puma;
    let has: u64 = plan
        .hosts
        .iter()
        .filter_map(|host| host.puma.as_ref())
        .map(|puma| u64::from(puma.processes()) * u64::from(puma.threads.value))
        .sum();
    if has >= need.threads {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Warning,
        format!(
            "{} requests a second at the peak ask for {} Puma threads; this host has room for {has}.",
            plan.load.requests_per_second, need.threads,
        ),
        "Give the host more memory or cores.".to_owned(),
        &[
            "hosts.0.memory",
            "hosts.0.cores",
            "load.active_users",
            "load.surge",
        ],
    ))
}
