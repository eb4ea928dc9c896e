//! Autovacuum, for tables that Mastodon rewrites all day.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, rule, working};
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};
use crate::spec::Disk;
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "autovacuum-for-churn",
    title: "Autovacuum",
    rationale: "Mastodon updates counters and deletes old rows all day in tables of millions of rows, where \
                the default of a fifth of a table lets dead rows pile up. Vacuum from a twentieth on, \
                analyze from a fiftieth; from 100 GiB of database on a fiftieth and a hundredth, since a twentieth would be gigabytes there. \
                The default cost limit lets all workers together write 39 MiB a second (200 ÷ 20 blocks of 8 KiB each 2 ms), which is enough for a \
                hard disk or a volume over the network; in the host itself solid state takes five times as much. PgTune leaves all that at the \
                defaults. More workers from 16 cores on, as PgTune has it.",
    basis: Basis::Judgement,
    sources: &[
        Source {
            title: "PostgreSQL documentation, Vacuuming",
            url: "https://www.postgresql.org/docs/current/runtime-config-autovacuum.html",
        },
        POSTGRESQL_RESOURCES,
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
const VACUUM_LARGE_FROM_PERCENT: u32 = 2;
const ANALYZE_LARGE_FROM_PERCENT: u32 = 1;
/// Our judgement.
const LARGE: Memory = Memory::gib(100);
/// PostgreSQL's default.
const COST_LIMIT_DEFAULT: u32 = 200;
/// Our judgement.
const TIMES_ON_SOLID_STATE: u32 = 5;

/// `database` is its size after a year.
pub(super) fn settings(cores: u32, disk: Disk, database: Memory) -> Vec<Setting> {
    let workers = match cores {
        0..MANY_CORES => WORKERS,
        MANY_CORES..MOST_CORES => WORKERS_OF_MANY_CORES,
        _ => WORKERS_OF_MOST_CORES,
    };
    let (vacuum, analyze) = if database < LARGE {
        (VACUUM_FROM_PERCENT, ANALYZE_FROM_PERCENT)
    } else {
        (VACUUM_LARGE_FROM_PERCENT, ANALYZE_LARGE_FROM_PERCENT)
    };
    let times = match disk {
        Disk::Hdd | Disk::Network => 1,
        Disk::Ssd | Disk::Nvme => TIMES_ON_SOLID_STATE,
    };
    let of_database = working!("of a database of {}", database.rounded());
    let named = |name, value: String, working: &str| fixed(name, &value, &RULE, working);
    vec![
        named(
            "autovacuum_max_workers",
            workers.to_string(),
            &working!("{cores} cores"),
        ),
        named(
            "autovacuum_vacuum_scale_factor",
            format!("0.{vacuum:02}"),
            &of_database,
        ),
        named(
            "autovacuum_analyze_scale_factor",
            format!("0.{analyze:02}"),
            &of_database,
        ),
        named(
            "autovacuum_vacuum_cost_limit",
            (COST_LIMIT_DEFAULT * times).to_string(),
            &working!("disk {disk}: {times} × the default of {COST_LIMIT_DEFAULT}"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(cores: u32, disk: Disk, gib: u64, name: &str) -> (String, String) {
        let mut settings = settings(cores, disk, Memory::gib(gib)).into_iter();
        let setting = settings.find(|setting| setting.name == name);
        let value = setting.expect("a setting").value;
        (value.value, value.working)
    }

    fn shown(value: &str, working: &str) -> (String, String) {
        (value.to_owned(), working.to_owned())
    }

    /// PgTune: 3, which is PostgreSQL's default, 4 from 16 cores on, 5 from 32.
    #[test]
    fn more_cores_have_more_workers() {
        let workers = |cores| setting(cores, Disk::Ssd, 20, "autovacuum_max_workers").0;
        assert_eq!(
            [1, 15, 16, 31, 32, 1024].map(workers),
            ["3", "3", "4", "4", "5", "5"]
        );
    }

    #[test]
    fn a_twentieth_is_vacuumed_and_a_fiftieth_analyzed_and_less_of_a_large_database() {
        let of = |gib, name| setting(4, Disk::Ssd, gib, name);
        let (vacuum, analyze) = (
            "autovacuum_vacuum_scale_factor",
            "autovacuum_analyze_scale_factor",
        );
        let small = "of a database of 99 GiB";
        assert_eq!(
            (of(99, vacuum), of(99, analyze)),
            (shown("0.05", small), shown("0.02", small))
        );
        let large = "of a database of 100 GiB";
        assert_eq!(
            (of(100, vacuum), of(100, analyze)),
            (shown("0.02", large), shown("0.01", large))
        );
    }

    #[test]
    fn solid_state_in_the_host_takes_five_times_the_usual_cost() {
        let limit = |disk| setting(4, disk, 20, "autovacuum_vacuum_cost_limit").0;
        assert_eq!(
            [Disk::Hdd, Disk::Network, Disk::Ssd, Disk::Nvme].map(limit),
            ["200", "200", "1000", "1000"]
        );
        assert_eq!(
            setting(4, Disk::Nvme, 20, "autovacuum_vacuum_cost_limit").1,
            "disk nvme: 5 × the default of 200"
        );
    }
}
