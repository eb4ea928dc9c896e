//! How many users each host is enough for.

use super::sizes::{SIZES, Size};
use super::{carries, with_users};
use crate::plan::Range;
use crate::sizing::load::jobs;
use crate::{Spec, plan};

/// What a host of one size carries of this site, with its surge and its options.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Reach {
    pub size: Size,
    /// Where the load is as high, likely and low as the evidence leaves room for.
    pub active_users: Range<u32>,
}

/// Where the search ends: more than any server has on one host.
const USERS_MAX: u32 = 1_000_000;
/// Of the users found: the load model knows no more than two digits.
const EXACT_TO_PERCENT: u32 = 2;

pub fn reach(spec: &Spec) -> Vec<Reach> {
    // A larger host is enough for as many: the search starts there.
    let mut smaller = Range::exact(0);
    let of = |size: &Size| {
        let spec = size.in_place_of(spec);
        smaller = Range {
            low: most_users(&spec, smaller.low, |jobs| jobs.high),
            likely: most_users(&spec, smaller.likely, |jobs| jobs.likely),
            high: most_users(&spec, smaller.high, |jobs| jobs.low),
        };
        Reach {
            size: *size,
            active_users: smaller,
        }
    };
    SIZES.iter().map(of).collect()
}

/// The most users whose plan finds the host large enough, at this end of the load's band.
fn most_users(spec: &Spec, at_least: u32, end: fn(Range<u64>) -> u64) -> u32 {
    let fits = |users| {
        let mut spec = with_users(spec, users);
        if spec.load.measured.jobs_per_day.is_none() {
            spec.load.measured.jobs_per_day = Some(end(jobs::jobs_per_day(&spec.load).value));
        }
        carries(&plan(&spec))
    };
    let mut low = if fits(at_least) { at_least } else { 0 };
    let mut high = (low + 1) * 2;
    while high < USERS_MAX && fits(high) {
        low = high;
        high *= 2;
    }
    while high - low > 1 + low / 100 * EXACT_TO_PERCENT {
        let middle = low + (high - low) / 2;
        if fits(middle) {
            low = middle;
        } else {
            high = middle;
        }
    }
    low
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    #[test]
    fn the_band_is_in_order_and_a_larger_host_is_enough_for_no_fewer() {
        for answers in [
            "",
            "load.surge=4 hosts.0.reserved_memory=1",
            "run=compose options.search=elasticsearch",
        ] {
            let hosts = reach(&spec_of(answers));
            for host in &hosts {
                let Range { low, likely, high } = host.active_users;
                assert!(low <= likely && likely <= high, "{answers}: {host:?}");
            }
            for pair in hosts.windows(2) {
                assert!(
                    pair[0].active_users.likely <= pair[1].active_users.likely,
                    "{answers}: {pair:?}"
                );
            }
            assert!(hosts.iter().any(|host| host.active_users.low > 0), "{answers}");
        }
    }

    /// Half again as many are beyond what the search may miss.
    #[test]
    fn planning_the_users_that_fit_finds_nothing_and_half_again_as_many_does() {
        for host in reach(&spec_of("")) {
            let spec = host.size.in_place_of(&spec_of(""));
            let users = host.active_users.likely;
            assert!(carries(&plan(&with_users(&spec, users))), "{host:?}");
            assert!(
                !carries(&plan(&with_users(&spec, users + users / 2 + 1))),
                "{host:?}"
            );
        }
    }

    /// Ten times the jobs of 100 users, 3,200,000 a day, are those of 10,000 in the load model, which fit a hundred times as many.
    #[test]
    fn what_was_measured_has_no_band() {
        for host in reach(&spec_of("load.measured.jobs_per_day=3200000")) {
            let Range { low, likely, high } = host.active_users;
            assert!(low == likely && likely == high, "{host:?}");
        }
    }
}
