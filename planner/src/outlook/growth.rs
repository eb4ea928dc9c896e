//! The same site with ten times the users, and ten times again: what changes, and which host is enough.

use super::sizes::SIZES;
use super::{carries, with_users};
use crate::plan::Plan;
use crate::{Spec, plan};

/// How far people ask. Our judgement.
pub const STAGES_USERS: [u32; 4] = [100, 1_000, 10_000, 100_000];

/// The site with so many users.
#[derive(Clone, Debug)]
pub struct Stage {
    pub active_users: u32,
    /// On the least host that is enough. None where it takes more than one.
    pub plan: Option<Plan>,
}

pub fn growth(spec: &Spec) -> Vec<Stage> {
    STAGES_USERS.map(|users| stage(spec, users)).into()
}

fn stage(spec: &Spec, users: u32) -> Stage {
    let grown = with_users(spec, users);
    let mut plans = SIZES.iter().map(|size| plan(&size.in_place_of(&grown)));
    Stage {
        active_users: users,
        plan: plans.find(carries),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    /// The stages' hosts, in cores; zero where one is not enough.
    fn cores(answers: &str) -> Vec<u32> {
        let stages = growth(&spec_of(answers)).into_iter();
        stages
            .map(|stage| stage.plan.map_or(0, |plan| plan.spec.host().cores))
            .collect()
    }

    #[test]
    fn each_stage_has_its_users_and_a_host_that_is_no_smaller_than_the_one_before() {
        let stages = growth(&spec_of("hosts.0.cores=4 hosts.0.memory=8"));
        let mut before = (0, crate::unit::Memory::ZERO);
        for (stage, users) in stages.iter().zip(STAGES_USERS) {
            assert_eq!(stage.active_users, users);
            let Some(plan) = &stage.plan else { continue };
            assert_eq!(plan.spec.load.active_users, users);
            assert!(carries(plan));
            let host = plan.spec.host();
            assert!((host.cores, host.memory) >= before);
            before = (host.cores, host.memory);
        }
        assert!(before.0 > 0);
    }

    #[test]
    fn a_surge_takes_larger_hosts() {
        let (calm, surge) = (cores(""), cores("load.surge=10"));
        assert!(calm[0] < surge[0]);
        assert!(
            calm.iter()
                .zip(&surge)
                .all(|(calm, surge)| *surge == 0 || calm <= surge)
        );
    }
}
