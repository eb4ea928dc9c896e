//! Background workers, parallel queries and the way of reading.

use super::fixed;
use crate::input::Postgresql as Version;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source};
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};

pub(crate) static WORKERS: Rule = Rule {
    id: "parallel-workers",
    title: "Parallel workers",
    rationale: "From 4 cores on: as many workers as cores, at most 4 for one query. Below that PostgreSQL's \
                defaults hold.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES],
};

pub(crate) static IO_METHOD: Rule = Rule {
    id: "io-method",
    title: "io_method",
    rationale: "PostgreSQL 18 reads ahead with worker processes by default. io_uring would need a build with \
                liburing, and docker forbids it since 25.",
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
const PER_QUERY_MAX: u32 = 4;
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
    let per_query = cores.div_ceil(2).min(PER_QUERY_MAX);
    let of_cores = format!("{cores} cores");
    let of_half = format!("{cores} cores ÷ 2, at most {PER_QUERY_MAX}");
    let settings = vec![
        fixed("max_worker_processes", &all.to_string(), &WORKERS, &of_cores),
        fixed("max_parallel_workers", &all.to_string(), &WORKERS, &of_cores),
        fixed(
            "max_parallel_workers_per_gather",
            &per_query.to_string(),
            &WORKERS,
            &of_half,
        ),
        fixed(
            "max_parallel_maintenance_workers",
            &per_query.to_string(),
            &WORKERS,
            &of_half,
        ),
    ];
    Workers {
        worker_processes: all,
        settings,
    }
}

pub(super) fn io_method(version: Version) -> Option<Setting> {
    (version >= Version::V18).then(|| fixed("io_method", "worker", &IO_METHOD, "the default"))
}
