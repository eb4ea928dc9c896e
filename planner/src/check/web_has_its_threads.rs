//! Puma has the threads that the load asks for.

use super::{Check, Found, about, places};
use crate::finding::Severity;
use crate::input::{hosts, load};
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sizing::capacity::host_for;
use crate::sources::{GARGRON_2017, MASTODON_SCALING};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "web-has-its-threads",
        title: "Puma has the threads that the load asks for",
        rationale: "Requests wait when every thread is busy; pages are slow for everybody then.",
        basis: Basis::Judgement,
        sources: &[MASTODON_SCALING, GARGRON_2017],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
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
    Some(Found {
        severity: Severity::Warning,
        message: format!(
            "{} requests a second at the peak ask for {} Puma threads; this host has room for {has}.",
            plan.load.requests_per_second, need.threads,
        ),
        remedy: host_for(plan),
        about: about(
            &[&hosts::MEMORY, &hosts::CORES, &load::ACTIVE_USERS, &load::SURGE],
            &places(plan, |host| host.puma.is_some()),
        ),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    /// One core has one process, of 10 threads at most.
    fn with_requests(requests: u32) -> Option<Finding> {
        finding_of(
            CHECK.rule.id,
            &format!("hosts.0.cores=1 load.measured.requests_per_second={requests}"),
        )
    }

    #[test]
    fn requests_have_threads_that_are_half_idle() {
        // 25 × 0.2 s are 5 busy threads of 10; 26 × 0.2 s = 5.2 of 10.4.
        assert!(with_requests(25).is_none());
        let finding = with_requests(26).expect("a finding");
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(
            finding.message,
            "26 requests a second at the peak ask for 11 Puma threads; this host has room for 10."
        );
    }
}
