//! What is remembered of slow statements.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, rule};
use crate::sources::TOOT_COMMUNITY_MEMORY;

pub(crate) static RULE: Rule = rule! {
    id: "slow-statements",
    title: "Slow statements",
    rationale: "Mastodon's PgHero has its page of queries from pg_stat_statements, which must be loaded at the start; without it \
                the page is empty. What takes 2 s is logged, as toot.community has it, without the values that came with it: \
                they are what people wrote.",
    basis: Basis::Documented,
    sources: &[
        Source {
            title: "PostgreSQL documentation, pg_stat_statements",
            url: "https://www.postgresql.org/docs/current/pgstatstatements.html",
        },
        TOOT_COMMUNITY_MEMORY,
    ],
};

/// Milliseconds.
const SLOW: &str = "2000";

pub(super) fn settings() -> Vec<Setting> {
    vec![
        fixed(
            "shared_preload_libraries",
            "pg_stat_statements",
            &RULE,
            "for PgHero; name here what else you load",
        ),
        fixed("log_min_duration_statement", SLOW, &RULE, "2 s"),
        fixed("log_parameter_max_length", "0", &RULE, "without values"),
    ]
}
