//! Open streaming connections.

use super::moved::moved;
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sources::MASTODON_SCALING;
use crate::spec::Load;

pub(crate) static RULE: Rule = rule! {
    id: "streaming-connections",
    title: "Streaming connections",
    rationale: "Mastodon's documentation reports 800 to 1,200 at once on average for 10,000 to 20,000 \
                monthly active users: 6 to 8 in 100 when both ends go together. We take 8.",
    basis: Basis::Documented,
    sources: &[MASTODON_SCALING],
};

const PER_HUNDRED_USERS: u64 = 8;

pub(crate) fn streaming_connections(load: &Load) -> Value<u64> {
    let surge = u64::from(load.surge);
    if let Some(connections) = load.measured.streaming_connections {
        let all = connections * surge;
        return Value::new(
            all,
            &RULE,
            working!("{connections} measured by you × surge {surge} = {all}"),
        );
    }
    let users = u64::from(load.active_users);
    let connections = (users * PER_HUNDRED_USERS * surge).div_ceil(100);
    Value::new(
        connections,
        &RULE,
        working!("{users} × {PER_HUNDRED_USERS} % × surge {surge} = {connections}"),
    )
}

/// Of so many users on an ordinary day, through what was measured; in hundredths, as few users have few.
pub(crate) fn ordinary_hundredths(load: &Load, active_users: u64) -> u64 {
    let likely = |users: u64| users * PER_HUNDRED_USERS;
    match load.measured.streaming_connections {
        Some(connections) => moved(connections * 100, load.active_users.into(), active_users, likely),
        None => likely(active_users),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn connections(answers: &str) -> u64 {
        streaming_connections(&spec_of(answers).load).value
    }

    #[test]
    fn eight_in_a_hundred_users_are_connected() {
        // 12 × 8 % = 0.96 and 13 × 8 % = 1.04.
        assert_eq!(connections("load.active_users=1"), 1);
        assert_eq!(connections("load.active_users=12"), 1);
        assert_eq!(connections("load.active_users=13"), 2);
        // The lower end of what Mastodon's documentation reports: 800 for 10,000.
        assert_eq!(connections("load.active_users=10000"), 800);
        assert_eq!(connections("load.active_users=1000000"), 80_000);
    }

    #[test]
    fn a_surge_multiplies_what_is_expected_and_what_was_measured() {
        assert_eq!(connections("load.active_users=13 load.surge=10"), 11);
        assert_eq!(
            connections("load.measured.streaming_connections=50 load.surge=2"),
            100
        );
    }
}
