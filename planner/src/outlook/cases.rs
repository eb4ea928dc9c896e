//! How sure a verdict is: the same host with loads from all over the estimate's band.

use crate::Spec;
use crate::check::is_overloaded;
use crate::plan::{Plan, Range};
use crate::sizing::sized;

/// So many loads are tried. Our judgement: more would say more than the estimate knows.
pub const CASES: u64 = 10;

/// In how many of [`CASES`] the host is enough: half of them are spread evenly from the lowest estimate of the jobs to the likely one, half
/// from there to the highest. None where they were measured, which leaves nothing to estimate.
pub fn cases_that_fit(now: &Plan) -> Option<u64> {
    let jobs = now.load.jobs_per_day.value;
    let is_estimate = jobs.low < jobs.high;
    is_estimate.then(|| {
        let cases = (0..CASES).map(|case| with_jobs(&now.spec, jobs_of(jobs, case)));
        let fit = cases.filter(|spec| !is_overloaded(&sized(spec)));
        u64::try_from(fit.count()).unwrap_or(CASES)
    })
}

/// The middle of each case's part of its half.
fn jobs_of(jobs: Range<u64>, case: u64) -> u64 {
    let half = CASES / 2;
    let (from, to, place) = if case < half {
        (jobs.low, jobs.likely, case)
    } else {
        (jobs.likely, jobs.high, case - half)
    };
    from + to.saturating_sub(from) / CASES * (2 * place + 1)
}

fn with_jobs(spec: &Spec, jobs_per_day: u64) -> Spec {
    let mut spec = spec.clone();
    spec.load.measured.jobs_per_day = Some(jobs_per_day);
    spec
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    #[test]
    fn cases_are_spread_over_both_halves_of_the_band() {
        let jobs = Range {
            low: 100,
            likely: 200,
            high: 400,
        };
        let all: Vec<_> = (0..CASES).map(|case| jobs_of(jobs, case)).collect();
        // Tenths of 100 and of 200, each second one.
        assert_eq!(all, [110, 130, 150, 170, 190, 220, 260, 300, 340, 380]);
    }

    /// 100 users make 160,000 to 640,000 jobs a day, and two cores with 1,400 ms do 17 a second beside the site: 700,000 at twice the mean.
    #[test]
    fn a_large_host_fits_always_and_a_small_one_never() {
        let fit = |answers| cases_that_fit(&plan_of(answers));
        assert_eq!(fit("hosts.0.cores=8 hosts.0.memory=16"), Some(CASES));
        assert_eq!(fit("hosts.0.memory=8"), Some(CASES));
        assert_eq!(fit("load.active_users=100000"), Some(0));
        assert_eq!(fit("load.measured.jobs_per_day=300000"), None);
    }

    #[test]
    fn a_host_that_is_just_enough_fits_in_some() {
        let fit = cases_that_fit(&plan_of(
            "hosts.0.cores=4 hosts.0.memory=8 load.active_users=1000",
        ));
        assert!(matches!(fit, Some(5..CASES)), "{fit:?}");
    }
}
