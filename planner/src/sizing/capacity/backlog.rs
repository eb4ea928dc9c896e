//! How long the plan takes to clear a backlog.

use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::load::jobs::SECONDS_PER_DAY;
use crate::sources::{GARGRON_NOTES, WANDERING_SHOP};

pub(crate) static RULE: Rule = rule! {
    id: "backlog-time",
    title: "Time to clear the backlog",
    rationale: "The backlog over what the plan can do beyond the jobs that go on arriving on an ordinary \
                day and beside the site, as if they came evenly; PLAN.md has the course hour by hour. wandering.shop took 20 hours for what two hours \
                of downtime had left (2022). A backlog also comes from jobs that are slow or stuck, as Mastodon's founder says: where threads are all \
                busy and cores idle, look at what they wait for, since more processes would wait as well.",
    basis: Basis::Judgement,
    sources: &[WANDERING_SHOP, GARGRON_NOTES],
};

const SECONDS_PER_MINUTE: u64 = 60;
const SECONDS_PER_HOUR: u64 = 3600;

pub(super) fn backlog_time(backlog: u64, possible: u64, jobs_per_day: u64) -> Value<String> {
    let arriving = jobs_per_day * 1000 / SECONDS_PER_DAY;
    let spare = possible.saturating_sub(arriving);
    let working = working!("{backlog} jobs ÷ ({possible} − {arriving} per 1,000 s)");
    let time = match (backlog * 1000).checked_div(spare) {
        None => "never: jobs arrive faster than they are done".to_owned(),
        Some(seconds) => time_in_words(seconds),
    };
    Value::new(time, &RULE, working)
}

/// In whole minutes below an hour, and in whole hours above.
pub(crate) fn time_in_words(seconds: u64) -> String {
    if seconds < SECONDS_PER_HOUR {
        format!("{} minutes", seconds.div_ceil(SECONDS_PER_MINUTE))
    } else {
        format!("{} hours", seconds.div_ceil(SECONDS_PER_HOUR))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// With 20 jobs a second to spare: 30 that can be done and 864,000 a day that arrive.
    fn time(backlog: u64) -> String {
        backlog_time(backlog, 30_000, 864_000).value
    }

    #[test]
    fn is_told_in_minutes_below_an_hour_and_in_hours_above() {
        // 24,000 ÷ 20 = 1,200 s; 71,980 ÷ 20 = 3,599 s; 72,020 ÷ 20 = 3,601 s.
        assert_eq!(time(24_000), "20 minutes");
        assert_eq!(time(24_020), "21 minutes");
        assert_eq!(time(71_980), "60 minutes");
        assert_eq!(time(72_020), "2 hours");
        assert_eq!(time(720_000), "10 hours");
    }

    #[test]
    fn never_ends_when_no_less_arrives_than_can_be_done() {
        let never = "never: jobs arrive faster than they are done";
        assert_eq!(backlog_time(1, 10_000, 864_000).value, never);
        assert_eq!(backlog_time(1, 9_999, 864_000).value, never);
        assert_eq!(backlog_time(1, 10_001, 864_000).value, "17 minutes");
    }
}
