//! The same site with ten times the users, and ten times again, each planned on the smallest host that carries it.

use super::sizes::Size;
use crate::plan::{GrowthStep, Plan};
use crate::sizing::peak::Ordinary;
use crate::{Spec, plan};

/// The site with so many users.
#[derive(Clone, Debug)]
pub struct Stage {
    pub active_users: u64,
    /// None where it takes more than one host.
    pub plan: Option<Plan>,
}

/// For ordinary days: a surge is what today's host is asked to be ready for.
pub fn growth(now: &Plan) -> Vec<Stage> {
    now.capacity
        .growth
        .iter()
        .map(|step| stage(&now.spec, step))
        .collect()
}

fn stage(spec: &Spec, step: &GrowthStep) -> Stage {
    let planned = step.host.map(|(cores, memory)| {
        let mut spec = Size { cores, memory }.in_place_of(&with_users(spec, step.users));
        spec.load.surge = 1;
        plan(&spec)
    });
    Stage {
        active_users: step.users,
        plan: planned,
    }
}

/// What was measured is moved with the users; what is behind is caught up.
fn with_users(spec: &Spec, users: u64) -> Spec {
    let load = Ordinary::of_users(&spec.load, users);
    let clients = load.clients();
    let mut spec = spec.clone();
    spec.load.active_users = u32::try_from(users).unwrap_or(u32::MAX);
    let measured = &mut spec.load.measured;
    measured.backlog = None;
    measured.jobs_per_day = measured.jobs_per_day.map(|_| load.jobs_per_day);
    measured.requests_per_second = measured.requests_per_second.map(|_| load.requests);
    measured.streaming_connections = measured.streaming_connections.map(|_| clients);
    spec
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Severity;
    use crate::testing::{plan_of, spec_of};

    /// 500,000 jobs of 100 users are 2,000,000 of 400, and 7 requests and 30 clients 28 and 120.
    #[test]
    fn what_was_measured_grows_with_the_users() {
        let measured = "load.measured.jobs_per_day=500000 load.measured.requests_per_second=7 \
                        load.measured.streaming_connections=30 load.measured.backlog=9";
        let load = with_users(&spec_of(measured), 400).load;
        assert_eq!(load.active_users, 400);
        assert_eq!(load.measured.jobs_per_day, Some(2_000_000));
        assert_eq!(load.measured.requests_per_second, Some(28));
        assert_eq!(load.measured.streaming_connections, Some(120));
        assert_eq!(load.measured.backlog, None);
    }

    #[test]
    fn each_stage_is_planned_for_its_users_and_works() {
        let stages = growth(&plan_of("load.surge=9"));
        let users: Vec<_> = stages.iter().map(|stage| stage.active_users).collect();
        assert_eq!(users, [100, 1_000, 10_000, 100_000]);
        let plans: Vec<_> = stages.iter().filter_map(|stage| stage.plan.as_ref()).collect();
        assert_eq!(plans.len(), 3);
        for (plan, users) in plans.into_iter().zip([100, 1_000, 10_000]) {
            assert_eq!(plan.spec.load.active_users, users);
            let worse = plan
                .findings
                .iter()
                .find(|finding| finding.severity < Severity::Advice);
            assert!(worse.is_none(), "{users}: {worse:?}");
        }
    }
}
