//! Autovacuum, for tables that Mastodon rewrites all day.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, rule};
use crate::sources::PGTUNE;

pub(crate) static RULE: Rule = rule! {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(cores: u32, name: &str) -> (String, String) {
        let setting = settings(cores).into_iter().find(|setting| setting.name == name);
        let value = setting.expect("a setting").value;
        (value.value, value.working)
    }

    /// PgTune: 3, which is PostgreSQL's default, 4 from 16 cores on, 5 from 32.
    #[test]
    fn more_cores_have_more_workers() {
        let workers = |cores| setting(cores, "autovacuum_max_workers").0;
        assert_eq!(
            [1, 15, 16, 31, 32, 1024].map(workers),
            ["3", "3", "4", "4", "5", "5"]
        );
    }

    #[test]
    fn a_twentieth_is_vacuumed_and_a_fiftieth_analyzed_at_five_times_the_usual_cost() {
        let of = |name| setting(4, name);
        let shown = |value: &str, working: &str| (value.to_owned(), working.to_owned());
        assert_eq!(of("autovacuum_vacuum_scale_factor"), shown("0.05", "a twentieth"));
        assert_eq!(of("autovacuum_analyze_scale_factor"), shown("0.02", "a fiftieth"));
        assert_eq!(
            of("autovacuum_vacuum_cost_limit"),
            shown("1000", "five times the default of 200")
        );
    }
}
