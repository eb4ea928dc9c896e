//! What a plan hangs on: the same site with half and twice of an input.

use std::cmp::Reverse;

use crate::Spec;
use crate::field::Field;
use crate::input::{hosts, load};
use crate::plan::Plan;
use crate::sizing::sized;
use crate::spec::Host;

/// What an input does.
#[derive(Clone, Copy, Debug)]
pub struct Sensitivity {
    pub field: &'static Field,
    /// None where half of it is nothing, or less than Mastodon runs with.
    pub at_half: Option<Effect>,
    pub at_twice: Option<Effect>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Effect {
    /// Of what may be used, in per cent, at the peak of an ordinary day.
    pub used_percent: u64,
    /// Active users that fit.
    pub active_users: u64,
}

impl Effect {
    pub fn of(plan: &Plan) -> Self {
        Self {
            used_percent: plan.capacity.use_of_capacity.peak_percent,
            active_users: plan.capacity.active_users.value,
        }
    }
}

/// An input that is a number of something.
struct Lever {
    field: &'static Field,
    /// The site with so many halves of it.
    with: fn(&Plan, u32) -> Option<Spec>,
}

/// What a host and its load are made of.
static LEVERS: [Lever; 4] = [
    Lever {
        field: &load::ACTIVE_USERS,
        with: |now, halves| {
            let mut spec = now.spec.clone();
            spec.load.active_users = scaled(spec.load.active_users, halves)?;
            Some(spec)
        },
    },
    Lever {
        field: &load::JOBS_PER_DAY,
        with: |now, halves| {
            let mut spec = now.spec.clone();
            let jobs = now.load.jobs_per_day.value.likely;
            spec.load.measured.jobs_per_day = Some(jobs * u64::from(halves) / 2);
            Some(spec)
        },
    },
    Lever {
        field: &hosts::CORES,
        with: |now, halves| {
            let mut spec = now.spec.clone();
            for host in &mut spec.hosts {
                host.cores = scaled(host.cores, halves)?;
            }
            Some(spec)
        },
    },
    Lever {
        field: &hosts::MEMORY,
        with: |now, halves| {
            let mut spec = now.spec.clone();
            for host in &mut spec.hosts {
                host.memory = host.memory * u64::from(halves) / 2;
            }
            let runs = |host: &Host| host.memory >= Host::MEMORY_MIN + host.reserved_memory;
            spec.hosts.iter().all(runs).then_some(spec)
        },
    },
];

fn scaled(count: u32, halves: u32) -> Option<u32> {
    count
        .checked_mul(halves)
        .map(|all| all / 2)
        .filter(|&scaled| scaled > 0)
}

/// What the use of the host hangs on most comes first.
pub fn sensitivity(now: &Plan) -> Vec<Sensitivity> {
    let effect = |spec: Option<Spec>| spec.map(|spec| Effect::of(&sized(&spec)));
    let of = |lever: &Lever| Sensitivity {
        field: lever.field,
        at_half: effect((lever.with)(now, 1)),
        at_twice: effect((lever.with)(now, 4)),
    };
    let mut all: Vec<_> = LEVERS.iter().map(of).collect();
    let here = Effect::of(now).used_percent;
    let span = |one: &Sensitivity| {
        let ends = [one.at_half, one.at_twice].map(|end| end.map_or(here, |end| end.used_percent));
        ends[0].abs_diff(ends[1])
    };
    all.sort_by_key(|one| Reverse(span(one)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    fn of(answers: &str, field: &'static Field) -> Sensitivity {
        let all = sensitivity(&plan_of(answers));
        *all.iter()
            .find(|one| std::ptr::eq(one.field, field))
            .expect("a lever")
    }

    const CLUB: &str = "hosts.0.cores=4 hosts.0.memory=16 load.active_users=400";

    /// 400 users ask for 14.8 jobs a second, 1,185 ms, 5 requests, 250, and 32 clients, 8: 1,443 of the 2,800 that may be used of four
    /// cores, and of 1,400 and 5,600 of two and eight.
    #[test]
    fn half_the_cores_are_used_twice_as_much() {
        let cores = of(CLUB, &hosts::CORES);
        let used = [cores.at_half, cores.at_twice].map(|effect| effect.expect("an effect").used_percent);
        assert_eq!(used, [104, 26]);
        assert_eq!(Effect::of(&plan_of(CLUB)).used_percent, 52);
    }

    #[test]
    fn users_do_not_change_how_many_fit() {
        let users = of(CLUB, &load::ACTIVE_USERS);
        let fit = [users.at_half, users.at_twice].map(|effect| effect.expect("an effect").active_users);
        assert_eq!(fit, [Effect::of(&plan_of(CLUB)).active_users; 2]);
    }

    #[test]
    fn there_is_no_half_of_one_core_and_none_of_the_least_memory() {
        let small = "hosts.0.cores=1 hosts.0.memory=768MiB";
        assert!(of(small, &hosts::CORES).at_half.is_none());
        assert!(of(small, &hosts::MEMORY).at_half.is_none());
        assert!(of(small, &hosts::MEMORY).at_twice.is_some());
    }

    #[test]
    fn what_matters_most_comes_first() {
        let all = sensitivity(&plan_of(CLUB));
        // Half and twice the cores are 104 and 26 %; of the jobs 30 and 94 %.
        assert!(std::ptr::eq(all[0].field, &raw const hosts::CORES));
        assert!(std::ptr::eq(all[3].field, &raw const hosts::MEMORY));
    }
}
