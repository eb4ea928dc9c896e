//! How many users each host is enough for.

use super::sizes::{SIZES, Size};
use crate::Spec;
use crate::plan::Range;
use crate::sizing::capacity::Carrier;
use crate::sizing::load::jobs;
use crate::sizing::peak::Ordinary;
use crate::spec::Load;

/// What a host of one size carries of this site on ordinary days, with its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub size: Size,
    /// Where jobs are as many, as likely and as few as the evidence leaves room for.
    pub active_users: Range<u64>,
}

pub fn reach(spec: &Spec) -> Vec<Reach> {
    let of = |size: &Size| Reach {
        size: *size,
        active_users: Range {
            low: users(spec, *size, |jobs| jobs.high),
            likely: users(spec, *size, |jobs| jobs.likely),
            high: users(spec, *size, |jobs| jobs.low),
        },
    };
    SIZES.iter().map(of).collect()
}

/// At this end of the load's band.
fn users(spec: &Spec, size: Size, end: fn(Range<u64>) -> u64) -> u64 {
    let load = |users| {
        let mut load = Ordinary::of_users(&spec.load, users);
        load.jobs_per_day = end(jobs_of(&spec.load, users));
        load
    };
    let carrier = Carrier::of(spec).map(|carrier| carrier.sized(size.cores, size.memory));
    carrier.map_or(0, |carrier| carrier.users_of(load).0)
}

/// What was measured has no band.
fn jobs_of(load: &Load, users: u64) -> Range<u64> {
    if load.measured.jobs_per_day.is_some() {
        return Range::exact(jobs::ordinary(load, users));
    }
    let mut load = load.clone();
    load.active_users = u32::try_from(users).unwrap_or(u32::MAX);
    jobs::jobs_per_day(&load).value
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{plan_of, spec_of};

    #[test]
    fn the_band_is_in_order_and_a_larger_host_is_enough_for_no_fewer() {
        for answers in [
            "",
            "hosts.0.reserved_memory=1",
            "run=compose options.search=elasticsearch",
        ] {
            let hosts = reach(&spec_of(answers));
            for host in &hosts {
                let Range { low, likely, high } = host.active_users;
                assert!(low <= likely && likely <= high, "{answers}: {host:?}");
            }
            for pair in hosts.windows(2) {
                let [smaller, larger] = [pair[0], pair[1]].map(|host| host.active_users);
                assert!(
                    smaller.low <= larger.low && smaller.high <= larger.high,
                    "{answers}: {pair:?}"
                );
                assert!(smaller.likely <= larger.likely, "{answers}: {pair:?}");
            }
            assert!(hosts.iter().any(|host| host.active_users.low > 0), "{answers}");
        }
    }

    #[test]
    fn a_host_of_the_same_size_has_the_plans_own_number() {
        let plan = plan_of("hosts.0.cores=4 hosts.0.memory=8 load.active_users=9");
        let hosts = reach(&plan.spec);
        let same = hosts.iter().find(|host| host.size.cores == 4);
        assert_eq!(
            same.map(|host| host.active_users.likely),
            Some(plan.capacity.active_users.value)
        );
    }

    #[test]
    fn what_was_measured_has_no_band() {
        for host in reach(&spec_of("load.measured.jobs_per_day=3200000")) {
            let Range { low, likely, high } = host.active_users;
            assert!(low == likely && likely == high, "{host:?}");
        }
    }
}
