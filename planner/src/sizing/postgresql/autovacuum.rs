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

pub(super) fn settings(cores: u32) -> Vec<Setting> {
    let workers = match cores {
        0..16 => 3,
        16..32 => 4,
        _ => 5,
    };
    vec![
        fixed(
            "autovacuum_max_workers",
            &workers.to_string(),
            &RULE,
            &format!("{cores} cores"),
        ),
        fixed("autovacuum_vacuum_scale_factor", "0.05", &RULE, "a twentieth"),
        fixed("autovacuum_analyze_scale_factor", "0.02", &RULE, "a fiftieth"),
        fixed(
            "autovacuum_vacuum_cost_limit",
            "1000",
            &RULE,
            "five times the default of 200",
        ),
    ]
}
