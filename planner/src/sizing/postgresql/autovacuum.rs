//! Autovacuum, for tables that Mastodon rewrites all day.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source};
use crate::sources::PGTUNE;

pub(crate) static RULE: Rule = Rule {
    id: "autovacuum-for-churn",
    title: "Autovacuum",
    rationale: "Mastodon updates counters and deletes old rows all day in tables of millions of rows, where \
                the default of a fifth of a table lets dead rows pile up. Vacuum from a twentieth on, \
                analyze from a fiftieth, with a higher cost limit. More workers from 16 cores on, as PgTune \
                has it.",
    basis: Basis::Judgement,
    sources: &[
        Source {
            title: "PostgreSQL documentation, Vacuuming",
            url: "https://www.postgresql.org/docs/current/runtime-config-autovacuum.html",
        },
        PGTUNE,
    ],
};

/// PgTune's steps, from PostgreSQL's default up.
const WORKERS: u32 = 3;
const WORKERS_OF_MANY_CORES: u32 = 4;
const WORKERS_OF_MOST_CORES: u32 = 5;
const MANY_CORES: u32 = 16;
const MOST_CORES: u32 = 32;
/// Of a table. Our judgement.
const VACUUM_FROM_PERCENT: u32 = 5;
const ANALYZE_FROM_PERCENT: u32 = 2;
/// PostgreSQL's default.
const COST_LIMIT_DEFAULT: u32 = 200;
/// Our judgement.
const COST_LIMIT: u32 = 5 * COST_LIMIT_DEFAULT;

pub(super) fn settings(cores: u32) -> Vec<Setting> {
    let workers = match cores {
        0..MANY_CORES => WORKERS,
        MANY_CORES..MOST_CORES => WORKERS_OF_MANY_CORES,
        _ => WORKERS_OF_MOST_CORES,
    };
    vec![
        fixed(
            "autovacuum_max_workers",
            &workers.to_string(),
            &RULE,
            &format!("{cores} cores"),
        ),
        fixed(
            "autovacuum_vacuum_scale_factor",
            &format!("0.{VACUUM_FROM_PERCENT:02}"),
            &RULE,
            "a twentieth",
        ),
        fixed(
            "autovacuum_analyze_scale_factor",
            &format!("0.{ANALYZE_FROM_PERCENT:02}"),
            &RULE,
            "a fiftieth",
        ),
        fixed(
            "autovacuum_vacuum_cost_limit",
            &COST_LIMIT.to_string(),
            &RULE,
            &format!("five times the default of {COST_LIMIT_DEFAULT}"),
        ),
    ]
}
