//! What becomes of a site: the hosts that it needs as it grows, and how far each host goes.
//!
//! Many plans, each made anew. Not part of [`plan`](crate::plan), which runs at each press of a key.

mod growth;
mod reach;
mod sizes;

pub use growth::{STAGES_USERS, Stage, growth};
pub use reach::{Reach, reach};
pub use sizes::Size;

use crate::Spec;
use crate::finding::{Finding, Severity};
use crate::input::hosts;
use crate::plan::Plan;
use crate::sizing::load::jobs::likely_jobs_per_day;

/// The same site with other users. What was measured of them is taken to grow as the load model does; what is behind is caught up.
fn with_users(spec: &Spec, users: u32) -> Spec {
    let mut spec = spec.clone();
    let before = spec.load.active_users;
    let measured = &mut spec.load.measured;
    measured.backlog = None;
    measured.jobs_per_day = measured.jobs_per_day.map(|jobs| {
        scaled(
            jobs,
            likely_jobs_per_day(users.into()),
            likely_jobs_per_day(before.into()),
        )
    });
    for count in [
        &mut measured.requests_per_second,
        &mut measured.streaming_connections,
    ] {
        *count = count.map(|count| scaled(count, users.into(), before.into()));
    }
    spec.load.active_users = users;
    spec
}

fn scaled(count: u64, part: u64, whole: u64) -> u64 {
    let scaled = (u128::from(count) * u128::from(part)).div_ceil(u128::from(whole.max(1)));
    u64::try_from(scaled).unwrap_or(u64::MAX)
}

/// Whether the host is large enough: what is only advised, or is about anything else, does not count.
fn carries(plan: &Plan) -> bool {
    let is_too_little = |finding: &Finding| {
        let of_host = |field| {
            std::ptr::eq(field, &raw const hosts::CORES) || std::ptr::eq(field, &raw const hosts::MEMORY)
        };
        finding.severity < Severity::Advice && finding.about.iter().any(|about| of_host(about.field))
    };
    !plan.findings.iter().any(is_too_little)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{plan_of, spec_of};

    /// 32,000 × √users: four times the users make twice the jobs, and four times the requests and clients.
    #[test]
    fn what_was_measured_grows_with_the_users() {
        let measured = "load.measured.jobs_per_day=500000 load.measured.requests_per_second=7 \
                        load.measured.streaming_connections=30 load.measured.backlog=9";
        let load = with_users(&spec_of(measured), 400).load;
        assert_eq!(load.active_users, 400);
        assert_eq!(load.measured.jobs_per_day, Some(1_000_000));
        assert_eq!(load.measured.requests_per_second, Some(28));
        assert_eq!(load.measured.streaming_connections, Some(120));
        assert_eq!(load.measured.backlog, None);
    }

    #[test]
    fn a_host_is_too_small_where_cores_or_memory_are_missing() {
        assert!(carries(&plan_of("hosts.0.cores=4 hosts.0.memory=8")));
        // 136 % of the jobs at the peak, as a host of four cores has 30 a second.
        assert!(!carries(&plan_of(
            "hosts.0.cores=4 hosts.0.memory=8 load.active_users=3000"
        )));
        assert!(!carries(&plan_of("hosts.0.memory=1 load.active_users=3000")));
    }

    #[test]
    fn an_old_mastodon_is_no_fault_of_the_host() {
        let plan = plan_of("mastodon=3.5 postgresql=15 hosts.0.cores=4 hosts.0.memory=8");
        assert!(
            plan.findings
                .iter()
                .any(|finding| finding.severity < Severity::Advice)
        );
        assert!(carries(&plan));
    }
}
