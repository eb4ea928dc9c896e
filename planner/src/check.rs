//! Checks: what must hold of a whole plan. Each is one file; this is the one list of them.

use crate::field::{Field, FieldRef};
use crate::finding::{Finding, Severity};
use crate::plan::{HostPlan, Plan};
use crate::rule::Rule;

mod a_year_fits_on_the_disk;
mod connections_are_few;
mod connections_fit_the_limit;
mod cores_are_dedicated;
mod database_has_its_memory;
mod database_is_on_solid_state;
mod existing_secrets_are_filled_in;
mod load_fits;
mod mastodon_is_supported;
mod media_are_in_object_storage;
mod memory_fits;
mod metrics_are_known;
mod one_pgbouncer_is_enough;
mod other_servers_are_reached;
mod postgresql_is_supported;
mod postgresql_is_tested;
mod programs_are_new_enough;
mod redis_holds_the_backlog;
mod redis_holds_the_cache_apart;
mod search_has_memory;
mod sidekiq_has_its_processes;
mod sidekiq_uses_every_core;
mod sorts_have_memory;
mod web_has_its_threads;

/// A rule for whole plans, and how to see that one breaks it.
pub(crate) struct Check {
    pub(crate) rule: &'static Rule,
    /// Says what does not hold.
    look: fn(&Plan) -> Option<Found>,
}

/// A [`Finding`], short of the rule.
struct Found {
    severity: Severity,
    message: String,
    remedy: String,
    about: Vec<FieldRef>,
}

pub(crate) static CHECKS: &[&Check] = &[
    &memory_fits::CHECK,
    &load_fits::CHECK,
    &database_has_its_memory::CHECK,
    &programs_are_new_enough::CHECK,
    &redis_holds_the_backlog::CHECK,
    &sidekiq_has_its_processes::CHECK,
    &web_has_its_threads::CHECK,
    &connections_fit_the_limit::CHECK,
    &a_year_fits_on_the_disk::CHECK,
    &other_servers_are_reached::CHECK,
    &connections_are_few::CHECK,
    &mastodon_is_supported::CHECK,
    &postgresql_is_supported::CHECK,
    &postgresql_is_tested::CHECK,
    &search_has_memory::CHECK,
    &sorts_have_memory::CHECK,
    &database_is_on_solid_state::CHECK,
    &one_pgbouncer_is_enough::CHECK,
    &sidekiq_uses_every_core::CHECK,
    &redis_holds_the_cache_apart::CHECK,
    &cores_are_dedicated::CHECK,
    &media_are_in_object_storage::CHECK,
    &metrics_are_known::CHECK,
    &existing_secrets_are_filled_in::CHECK,
];

/// Everything that the admin should know, worst first.
pub(crate) fn findings(plan: &Plan) -> Vec<Finding> {
    let mut findings: Vec<_> = CHECKS.iter().filter_map(|check| check.finding(plan)).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

/// Whether more is asked for than may be used, or than there is memory for.
pub(crate) fn is_overloaded(plan: &Plan) -> bool {
    let of_load = [&memory_fits::CHECK, &load_fits::CHECK];
    let mut found = of_load.into_iter().filter_map(|check| check.finding(plan));
    found.any(|finding| finding.severity < Severity::Advice)
}

impl Check {
    fn finding(&self, plan: &Plan) -> Option<Finding> {
        let Found {
            severity,
            message,
            remedy,
            about,
        } = (self.look)(plan)?;
        Some(Finding {
            rule: self.rule,
            severity,
            message,
            remedy,
            about,
        })
    }
}

/// Where in the plan the hosts of this kind are.
fn places(plan: &Plan, is_meant: impl Fn(&HostPlan) -> bool) -> Vec<usize> {
    let hosts = plan.hosts.iter().enumerate();
    hosts
        .filter(|(_, host)| is_meant(host))
        .map(|(place, _)| place)
        .collect()
}

/// These fields in their order; those of a host for each of the hosts.
fn about(fields: &[&'static Field], hosts: &[usize]) -> Vec<FieldRef> {
    let of_each = |field: &'static Field| {
        let places = if field.is_of_host() { hosts } else { &[0] };
        places.iter().map(|&host| field.on(host)).collect::<Vec<_>>()
    };
    fields.iter().copied().flat_map(of_each).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{hosts, load, options};

    #[test]
    fn fields_keep_their_order_and_each_host_has_its_own() {
        let about = about(&[&load::SURGE, &hosts::MEMORY, &options::SEARCH], &[0, 2]);
        let paths: Vec<_> = about.iter().map(ToString::to_string).collect();
        assert_eq!(
            paths,
            ["load.surge", "hosts.0.memory", "hosts.2.memory", "options.search"]
        );
    }
}
