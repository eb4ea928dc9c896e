//! Sidekiq jobs: how many a day, how many at the peak.

use super::moved::moved;
use crate::plan::{Range, Rate};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{MASTODON_RADIO, MASTODON_SOCIAL_JOBS, STRANGEOBJECT};
use crate::spec::Load;

pub(crate) static JOBS_PER_DAY: Rule = rule! {
    id: "jobs-per-day",
    title: "Sidekiq jobs a day",
    rationale: "Jobs grow about with the square root of the active users, since federation costs a small \
                server nearly as much as a big one. Servers that stated both figures after October 2022: \
                119,000 jobs a day at 19 active users, 300,000 at 101, 750,000 to 1,200,000 at 1,700, and \
                3,000,000 to 3,500,000, many of them retries, at 10,007. The band is a factor of two either \
                way, and wider above 2,000 users, where a fit with mastodon.social grows with the power of \
                three quarters.",
    basis: Basis::Measured,
    sources: &[
        Source {
            title: "montereybay.social, transparency report (June 2023)",
            url: "https://hub.montereybay.social/blog/transparency-report-june-2023.html",
        },
        STRANGEOBJECT,
        MASTODON_RADIO,
        Source {
            title: "KuJoe, Running a Mastodon server, Part 1 (2022)",
            url: "https://blog.kujoe.net/2022/11/running-a-mastodon-server-part-1",
        },
        MASTODON_SOCIAL_JOBS,
    ],
};

pub(crate) static RELAYS: Rule = rule! {
    id: "relay-jobs",
    title: "Jobs that relays bring",
    rationale: "100,000 a day for each relay, beside those of the users. Relays differ more than servers do: a server with ten said that they \
                bring 1.2 GB of media a day, some 12,000 jobs each, and a hoster that one large relay makes a single user's server cost as much as one \
                of a thousand users, which is a million. The band goes from one to the other; measure yours.",
    basis: Basis::Judgement,
    sources: &[],
};

pub(crate) static PEAK_JOBS: Rule = rule! {
    id: "peak-jobs",
    title: "Jobs at the peak",
    rationale: "We take twice the mean for the busiest hour: mastodon.social does between 1,000 and 3,000 \
                jobs a second, with spikes beyond. The surge that you ask to be ready for multiplies it.",
    basis: Basis::Judgement,
    sources: &[MASTODON_SOCIAL_JOBS],
};

const JOBS_PER_ROOT_OF_USERS: u64 = 32_000;
/// Servers of 10,000 and 300,000 users stated 300 to 860 jobs for each.
const JOBS_PER_USER_MIN: u64 = 320;
const JOBS_PER_RELAY: Range<u64> = Range {
    low: 10_000,
    likely: 100_000,
    high: 1_000_000,
};
const BAND: u64 = 2;
/// For the upper end: 8,000 × users^(3/4).
const JOBS_PER_THREE_QUARTER_POWER: u128 = 8_000;
pub(crate) const PEAK_TO_MEAN: u64 = 2;
pub(crate) const SECONDS_PER_DAY: u64 = 86_400;

pub(crate) fn jobs_per_day(load: &Load) -> Value<Range<u64>> {
    if let Some(jobs) = load.measured.jobs_per_day {
        return Value::new(
            Range::exact(jobs),
            &JOBS_PER_DAY,
            working!("{jobs} measured by you"),
        );
    }
    let users = u64::from(load.active_users);
    let of_users = likely_jobs_per_day(users);
    let steep = (u128::from(users).pow(3) * JOBS_PER_THREE_QUARTER_POWER.pow(4))
        .isqrt()
        .isqrt();
    let relays = u64::from(load.relays);
    let of_relays = JOBS_PER_RELAY.map(|jobs| jobs * relays);
    let high = (of_users * BAND).max(u64::try_from(steep).unwrap_or(u64::MAX));
    let range = Range {
        low: of_users / BAND + of_relays.low,
        likely: of_users + of_relays.likely,
        high: high.saturating_add(of_relays.high),
    };
    let by_users = working!("{JOBS_PER_ROOT_OF_USERS} × √{users}, at least {JOBS_PER_USER_MIN} each");
    let working = if relays == 0 {
        working!("{by_users} = {of_users}")
    } else {
        working!(
            "{by_users}, + {relays} relays × {} = {}",
            JOBS_PER_RELAY.likely,
            range.likely
        )
    };
    let rule = if relays == 0 { &JOBS_PER_DAY } else { &RELAYS };
    Value::new(range, rule, working)
}

/// The likely jobs of so many users, through what was measured.
pub(crate) fn ordinary(load: &Load, active_users: u64) -> u64 {
    match load.measured.jobs_per_day {
        Some(jobs) => moved(jobs, load.active_users.into(), active_users, likely_jobs_per_day),
        None => likely_jobs_per_day(active_users) + JOBS_PER_RELAY.likely * u64::from(load.relays),
    }
}

fn likely_jobs_per_day(active_users: u64) -> u64 {
    let by_root = (active_users * JOBS_PER_ROOT_OF_USERS.pow(2)).isqrt();
    by_root.max(active_users * JOBS_PER_USER_MIN)
}

pub(crate) fn peak(jobs_per_day: u64, surge: u32) -> Value<Rate> {
    let peak = peak_rate(jobs_per_day, surge);
    Value::new(
        peak,
        &PEAK_JOBS,
        working!("{jobs_per_day} a day × {PEAK_TO_MEAN} × surge {surge} ÷ {SECONDS_PER_DAY} s = {peak}"),
    )
}

pub(crate) fn peak_rate(jobs_per_day: u64, surge: u32) -> Rate {
    Rate::per_1000_s((jobs_per_day * PEAK_TO_MEAN * u64::from(surge) * 1000).div_ceil(SECONDS_PER_DAY))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Measured;

    fn jobs(active_users: u32) -> Range<u64> {
        jobs_per_day(&Load {
            active_users,
            surge: 1,
            relays: 0,
            measured: Measured::default(),
        })
        .value
    }

    /// The servers whose figures the rule is fitted to lie in its band.
    #[test]
    fn the_band_holds_the_servers_that_stated_their_figures() {
        for (users, stated) in [
            (19, 119_000),
            (101, 300_000),
            (1_700, 975_000),
            (10_007, 3_250_000),
            (400, 1_100_000),
        ] {
            let range = jobs(users);
            assert!(
                range.low <= stated && stated <= range.high,
                "{users} users: {stated} in {range}"
            );
        }
    }

    #[test]
    fn is_worked_out_as_stated() {
        assert_eq!(
            jobs(100),
            Range {
                low: 160_000,
                likely: 320_000,
                high: 640_000
            }
        );
        assert_eq!(
            jobs(10_000),
            Range {
                low: 1_600_000,
                likely: 3_200_000,
                high: 8_000_000
            }
        );
        // 864,000 a day is 10 a second; twice that at the peak, tenfold in an exodus.
        assert_eq!(peak(864_000, 1).value.as_per_1000_s(), 20_000);
        assert_eq!(peak(864_000, 10).value.as_per_1000_s(), 200_000);
    }

    #[test]
    fn from_10_000_users_on_each_makes_320() {
        // 32,000 × √10,000 = 320 × 10,000; 32,000 × √40,000 = 6,400,000.
        assert_eq!(jobs(40_000).likely, 12_800_000);
        assert_eq!(jobs(1_000_000).likely, 320_000_000);
        assert_eq!(jobs(1).likely, 32_000);
    }

    #[test]
    fn the_band_is_wider_above_2_000_users() {
        // 8,000 × 2,000^(3/4) are 2.39 million and 2 × 32,000 × √2,000 = 2,862,166; 8,000 × 10,000^(3/4) = 8,000,000.
        assert_eq!(jobs(2_000).high, 2 * jobs(2_000).likely);
        // 16^4 = 65,536 users: 8,000 × 4,096 = 32,768,000 and 2 × 320 × 65,536 = 41,943,040.
        assert_eq!(jobs(65_536).high, 41_943_040);
        assert_eq!(
            (jobs(10_000).high, 2 * jobs(10_000).likely),
            (8_000_000, 6_400_000)
        );
    }

    #[test]
    fn what_was_measured_is_taken_as_it_is() {
        let load = Load {
            active_users: 100,
            surge: 1,
            relays: 0,
            measured: Measured {
                jobs_per_day: Some(1_234),
                ..Measured::default()
            },
        };
        assert_eq!(jobs_per_day(&load).value, Range::exact(1_234));
    }

    /// 32,000 × √100 are 320,000; half of them and twice as many, and of three relays 30,000, 300,000 and 3,000,000.
    #[test]
    fn each_relay_brings_jobs_of_its_own() {
        let with = |measured| {
            jobs_per_day(&Load {
                active_users: 100,
                surge: 1,
                relays: 3,
                measured,
            })
        };
        let estimate = with(Measured::default());
        assert_eq!(
            estimate.value,
            Range {
                low: 190_000,
                likely: 620_000,
                high: 3_640_000
            }
        );
        assert_eq!(
            estimate.working,
            "32000 × √100, at least 320 each, + 3 relays × 100000 = 620000"
        );
        // Whoever measured has counted them.
        let measured = Measured {
            jobs_per_day: Some(1_234),
            ..Measured::default()
        };
        assert_eq!(with(measured).value, Range::exact(1_234));
    }
}
