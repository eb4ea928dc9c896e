//! Checks: what must hold of a whole plan. Each is one file; this is the one list of them.

use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::Rule;

pub(crate) mod connections_are_few;
pub(crate) mod cores_are_dedicated;
pub(crate) mod database_is_on_solid_state;
pub(crate) mod existing_secrets_are_filled_in;
pub(crate) mod load_fits;
pub(crate) mod mastodon_is_supported;
pub(crate) mod memory_fits;
pub(crate) mod metrics_are_known;
pub(crate) mod postgresql_is_supported;
pub(crate) mod postgresql_is_tested;
pub(crate) mod redis_holds_the_cache_apart;
pub(crate) mod redis_is_new_enough;
pub(crate) mod search_has_memory;
pub(crate) mod sidekiq_has_its_processes;
pub(crate) mod sidekiq_uses_every_core;
pub(crate) mod web_has_its_threads;

/// Looks at a plan and says what does not hold.
type Check = fn(&Plan) -> Option<Finding>;

static CHECKS: &[Check] = &[
    memory_fits::check,
    load_fits::check,
    redis_is_new_enough::check,
    sidekiq_has_its_processes::check,
    web_has_its_threads::check,
    connections_are_few::check,
    mastodon_is_supported::check,
    postgresql_is_supported::check,
    postgresql_is_tested::check,
    search_has_memory::check,
    database_is_on_solid_state::check,
    sidekiq_uses_every_core::check,
    redis_holds_the_cache_apart::check,
    cores_are_dedicated::check,
    metrics_are_known::check,
    existing_secrets_are_filled_in::check,
];

/// Everything that the admin should know, worst first.
pub(crate) fn findings(plan: &Plan) -> Vec<Finding> {
    let mut findings: Vec<_> = CHECKS.iter().filter_map(|check| check(plan)).collect();
    findings.sort_by_key(|finding| finding.severity);
    findings
}

fn finding(
    rule: &'static Rule,
    severity: Severity,
    message: String,
    remedy: String,
    about: &[&'static str],
) -> Finding {
    Finding {
        rule,
        severity,
        message,
        remedy,
        about: about.to_vec(),
    }
}
