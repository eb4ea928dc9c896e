//! How long web and background work may hold on to the database.

use crate::plan::Timeouts;
use crate::rule::{Basis, Rule, Source, Value, rule};
use crate::sources::TOOT_COMMUNITY_MEMORY;

pub(crate) static RULE: Rule = rule! {
    id: "database-timeouts",
    title: "Time-outs of the database",
    rationale: "A statement that nobody waits for any more, and a transaction that does nothing, keep memory, locks and dead rows. \
                toot.community ends them after 120 and 60 s since its database ran out of memory (2026). We give both \
                5 minutes: disks may be slower, and an upload to a slow bucket is made within a transaction. Only for web and \
                Sidekiq: migrations, tootctl and backups take as long as they take.",
    basis: Basis::Judgement,
    sources: &[
        TOOT_COMMUNITY_MEMORY,
        Source {
            title: "PostgreSQL documentation, Statement behaviour",
            url: "https://www.postgresql.org/docs/current/runtime-config-client.html",
        },
    ],
};

const STATEMENT_SECONDS: u32 = 5 * 60;
const IDLE_IN_TRANSACTION_SECONDS: u32 = 5 * 60;

pub(crate) fn timeouts() -> Timeouts {
    Timeouts {
        statement_seconds: Value::new(STATEMENT_SECONDS, &RULE, "5 minutes"),
        idle_in_transaction_seconds: Value::new(IDLE_IN_TRANSACTION_SECONDS, &RULE, "5 minutes"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// toot.community's 120 and 60 s.
    #[test]
    fn are_longer_than_those_of_a_large_server_on_fast_disks() {
        let timeouts = timeouts();
        assert!(timeouts.statement_seconds.value > 120 && timeouts.idle_in_transaction_seconds.value > 60);
    }
}
