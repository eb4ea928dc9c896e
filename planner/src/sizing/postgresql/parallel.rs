//! Background workers, parallel queries and the way of reading.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, rule, working};
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};
use crate::spec::Postgresql as Version;

pub(crate) static WORKERS: Rule = rule! {
    id: "parallel-workers",
    title: "Parallel workers",
    rationale: "From 4 cores on: as many workers as cores, and up to 4 for a new index, as PgTune has it. For one query PostgreSQL's own 2, where \
                PgTune has up to 4: each takes a core from web and Sidekiq, and a work_mem of its own. Below that PostgreSQL's \
                defaults hold.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES],
};

pub(crate) static IO_METHOD: Rule = rule! {
    id: "io-method",
    title: "io_method",
    rationale: "PostgreSQL 18 reads ahead with worker processes by default, three of them; one for four cores where there are more. PgTune takes io_uring, \
                which needs a build with liburing, and which docker forbids since 25.",
    basis: Basis::Documented,
    sources: &[
        POSTGRESQL_RESOURCES,
        Source {
            title: "Moby pull 46762",
            url: "https://github.com/moby/moby/pull/46762",
        },
    ],
};

const PARALLEL_FROM_CORES: u32 = 4;
/// PostgreSQL's default.
pub(super) const PER_QUERY_MAX: u32 = 2;
const PER_INDEX_MAX: u32 = 4;
/// As PgTune has it, for queries and indexes alike.
const CORES_PER_PARALLEL_WORKER: u32 = 2;
const CORES_PER_IO_WORKER: u32 = 4;
/// PostgreSQL's default and limit.
const IO_WORKERS_MIN: u32 = 3;
const IO_WORKERS_MAX: u32 = 32;
/// PostgreSQL's default for `max_worker_processes`.
const WORKERS_DEFAULT: u32 = 8;
/// PostgreSQL's limit is 262,143; a thousand is more than any host here has cores.
const WORKERS_MAX: u32 = 1024;

pub(super) struct Workers {
    pub worker_processes: u32,
    pub settings: Vec<Setting>,
}

pub(super) fn workers(cores: u32) -> Workers {
    if cores < PARALLEL_FROM_CORES {
        return Workers {
            worker_processes: WORKERS_DEFAULT,
            settings: Vec::new(),
        };
    }
    let all = cores.min(WORKERS_MAX);
    let half = cores.div_ceil(CORES_PER_PARALLEL_WORKER);
    let of_cores = working!("{cores} cores");
    let of_half = |most| working!("{cores} cores ÷ {CORES_PER_PARALLEL_WORKER}, at most {most}");
    let settings = vec![
        fixed("max_worker_processes", &all.to_string(), &WORKERS, &of_cores),
        fixed("max_parallel_workers", &all.to_string(), &WORKERS, &of_cores),
        fixed(
            "max_parallel_workers_per_gather",
            &half.min(PER_QUERY_MAX).to_string(),
            &WORKERS,
            &of_half(PER_QUERY_MAX),
        ),
        fixed(
            "max_parallel_maintenance_workers",
            &half.min(PER_INDEX_MAX).to_string(),
            &WORKERS,
            &of_half(PER_INDEX_MAX),
        ),
    ];
    Workers {
        worker_processes: all,
        settings,
    }
}

/// The settings that came with PostgreSQL 18.
pub(super) fn io(version: Version, cores: u32) -> Vec<Setting> {
    if version < Version::V18 {
        return Vec::new();
    }
    let workers = (cores / CORES_PER_IO_WORKER).clamp(IO_WORKERS_MIN, IO_WORKERS_MAX);
    vec![
        fixed("io_method", "worker", &IO_METHOD, "the default"),
        fixed(
            "io_workers",
            &workers.to_string(),
            &IO_METHOD,
            &working!("{cores} cores ÷ {CORES_PER_IO_WORKER}, from {IO_WORKERS_MIN} to {IO_WORKERS_MAX}"),
        ),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(settings: Vec<Setting>) -> Vec<(&'static str, String)> {
        let shown = |setting: Setting| (setting.name, setting.value.value);
        settings.into_iter().map(shown).collect()
    }

    #[test]
    fn below_four_cores_postgresqls_defaults_hold() {
        let workers = workers(3);
        assert!(workers.settings.is_empty());
        // `max_worker_processes` in its documentation.
        assert_eq!(workers.worker_processes, 8);
    }

    /// PgTune: as many workers as cores, half as many for one query or index, at most 4; of ours 2 for a query.
    #[test]
    fn from_four_cores_on_workers_follow_them() {
        let of = |cores| {
            let workers = workers(cores);
            let values: Vec<_> = shown(workers.settings)
                .into_iter()
                .map(|(_, value)| value)
                .collect();
            (workers.worker_processes, values.join(" "))
        };
        assert_eq!(of(4), (4, "4 4 2 2".to_owned()));
        assert_eq!(of(5), (5, "5 5 2 3".to_owned()));
        assert_eq!(of(6), (6, "6 6 2 3".to_owned()));
        assert_eq!(of(7), (7, "7 7 2 4".to_owned()));
        assert_eq!(of(64), (64, "64 64 2 4".to_owned()));
        assert_eq!(of(2_048), (1_024, "1024 1024 2 4".to_owned()));
    }

    /// PostgreSQL's documentation: 3 unless told otherwise, at most 32.
    #[test]
    fn postgresql_18_reads_with_a_worker_for_four_cores() {
        let workers = |cores| shown(io(Version::V18, cores))[1].clone();
        for (cores, count) in [
            (1, "3"),
            (15, "3"),
            (16, "4"),
            (127, "31"),
            (128, "32"),
            (1_024, "32"),
        ] {
            assert_eq!(workers(cores), ("io_workers", count.to_owned()), "{cores} cores");
        }
        assert_eq!(shown(io(Version::V18, 4))[0], ("io_method", "worker".to_owned()));
        assert!(io(Version::V17, 64).is_empty());
    }
}
