//! Requests that reach Puma.

use super::moved::moved;
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::spec::Load;

pub(crate) static RULE: Rule = rule! {
    id: "requests-per-second",
    title: "Requests at the peak",
    rationale: "fosstodon's edge served about 5 requests a second for each 1,000 monthly active users in \
                November 2022; three servers had 18 to 33 for each 1,000 weekly active ones in 2018. We plan \
                for 10 for each 1,000 monthly active users, and one more for other servers' visits, which \
                even a single user's server has.",
    basis: Basis::Judgement,
    sources: &[
        Source {
            title: "fosstodon vs Twitter, round 2 (November 2022)",
            url: "https://hub.fosstodon.org/fosstodon-vs-twitter-round-2/",
        },
        Source {
            title: "Mastodon's old documentation, Resource usage examples (2018)",
            url: "https://github.com/mastodon/documentation/blob/archive/Running-Mastodon/Resources-needed.md",
        },
    ],
};

const USERS_PER_REQUEST: u64 = 100;
const REQUESTS_OF_FEDERATION: u64 = 1;

pub(crate) fn requests_per_second(load: &Load) -> Value<u64> {
    let surge = u64::from(load.surge);
    if let Some(requests) = load.measured.requests_per_second {
        return Value::new(
            requests * surge,
            &RULE,
            working!("{requests} measured by you × surge {surge}"),
        );
    }
    let users = u64::from(load.active_users);
    let requests = likely(users) * surge;
    Value::new(
        requests,
        &RULE,
        working!("({REQUESTS_OF_FEDERATION} + {users} ÷ {USERS_PER_REQUEST}) × surge {surge} = {requests}"),
    )
}

/// Of so many users on an ordinary day, through what was measured.
pub(crate) fn ordinary(load: &Load, active_users: u64) -> u64 {
    match load.measured.requests_per_second {
        Some(requests) => moved(requests, load.active_users.into(), active_users, likely),
        None => likely(active_users),
    }
}

fn likely(active_users: u64) -> u64 {
    REQUESTS_OF_FEDERATION + active_users.div_ceil(USERS_PER_REQUEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn requests(answers: &str) -> u64 {
        requests_per_second(&spec_of(answers).load).value
    }

    #[test]
    fn ten_for_each_thousand_users_and_one_for_other_servers() {
        // 1 + 1 ÷ 100, rounded up, is 2 from the first user to the hundredth.
        assert_eq!(requests("load.active_users=1"), 2);
        assert_eq!(requests("load.active_users=100"), 2);
        assert_eq!(requests("load.active_users=101"), 3);
        assert_eq!(requests("load.active_users=1000"), 11);
        assert_eq!(requests("load.active_users=1000000"), 10_001);
    }

    #[test]
    fn a_surge_multiplies_what_is_expected_and_what_was_measured() {
        assert_eq!(requests("load.active_users=1000 load.surge=10"), 110);
        assert_eq!(requests("load.measured.requests_per_second=40 load.surge=3"), 120);
    }
}
