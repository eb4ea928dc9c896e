//! Open streaming connections.

use crate::rule::{Basis, Rule, Value};
use crate::sources::MASTODON_SCALING;
use crate::spec::Load;

pub(crate) static RULE: Rule = Rule {
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
            format!("{connections} measured by you × surge {surge} = {all}"),
        );
    }
    let users = u64::from(load.active_users);
    let connections = (users * PER_HUNDRED_USERS * surge).div_ceil(100);
    Value::new(
        connections,
        &RULE,
        format!("{users} × {PER_HUNDRED_USERS} % × surge {surge} = {connections}"),
    )
}
