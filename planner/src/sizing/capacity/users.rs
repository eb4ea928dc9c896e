//! How many users the plan is enough for.

use crate::rule::{Basis, Rule, Value, rule};
use crate::sizing::load::jobs;
use crate::spec::Spec;

pub(crate) static RULE: Rule = rule! {
    id: "users-that-fit",
    title: "Active users that fit",
    rationale: "The most users whose likely jobs at the peak, without surge, are no more than the plan can \
                do. With a measured figure, users and jobs are taken to grow by the load model's square root \
                from there.",
    basis: Basis::Judgement,
    sources: &[],
};

/// Where the search for the most users ends: more than any server has.
const USERS_MAX: u64 = 100_000_000;

pub(super) fn users_that_fit(spec: &Spec, possible: u64) -> Value<u64> {
    // Mean jobs a day when the peak is all that is possible.
    let fits = |users: u64| jobs::peak_rate(expected_jobs(spec, users), 1).as_per_1000_s() <= possible;
    let (mut low, mut high) = (0, USERS_MAX);
    while low < high {
        let middle = low + (high - low).div_ceil(2);
        if fits(middle) {
            low = middle;
        } else {
            high = middle - 1;
        }
    }
    Value::new(
        low,
        &RULE,
        format!("{low} users make {} jobs a day", expected_jobs(spec, low)),
    )
}

/// The load model's jobs, moved to go through what was measured.
fn expected_jobs(spec: &Spec, users: u64) -> u64 {
    let modelled = jobs::likely_jobs_per_day(users);
    let Some(measured) = spec.load.measured.jobs_per_day else {
        return modelled;
    };
    let here = jobs::likely_jobs_per_day(spec.load.active_users.into()).max(1);
    u64::try_from(u128::from(modelled) * u128::from(measured) / u128::from(here))
        .unwrap_or(u64::MAX / 1_000_000)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn users(answers: &str, possible_per_1000_s: u64) -> u64 {
        users_that_fit(&spec_of(answers), possible_per_1000_s).value
    }

    #[test]
    fn their_jobs_at_twice_the_mean_are_no_more_than_can_be_done() {
        // 15 a second are 7.5 on average, 648,000 a day: (648,000 ÷ 32,000)² = 410.06.
        assert_eq!(users("", 15_000), 410);
        // 32,000 a day of a single user are 0.37 a second, 0.741 at the peak.
        assert_eq!(users("", 741), 1);
        assert_eq!(users("", 740), 0);
        // Above 10,000 users it is 320 jobs a day each: 240 a second ÷ 2 × 86,400 ÷ 320.
        assert_eq!(users("", 240_000), 32_400);
        assert_eq!(users("", 1_000_000_000_000), 100_000_000);
    }

    #[test]
    fn go_by_what_was_measured() {
        // Half of the 320,000 that 100 users would make, so four times as many users as for 15 a second.
        let measured = "load.active_users=100 load.measured.jobs_per_day=160000";
        assert_eq!(users(measured, 15_000), 1_640);
    }
}
