//! What the planner of queries believes of the disk.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source};
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};
use crate::spec::{Disk, Postgresql as Version};

const QUERY_DOCS: Source = Source {
    title: "PostgreSQL documentation, Query planning",
    url: "https://www.postgresql.org/docs/current/runtime-config-query.html",
};

pub(crate) static DISK: Rule = Rule {
    id: "disk-costs",
    title: "Costs of the disk",
    rationale: "Solid state reads at random nearly as fast as in order, and many blocks at once.",
    basis: Basis::Documented,
    sources: &[PGTUNE, QUERY_DOCS, POSTGRESQL_RESOURCES],
};

pub(crate) static STATISTICS: Rule = Rule {
    id: "statistics-target",
    title: "default_statistics_target",
    rationale: "PostgreSQL's default does for an application of many short queries.",
    basis: Basis::Documented,
    sources: &[PGTUNE, QUERY_DOCS],
};

pub(crate) static JIT: Rule = Rule {
    id: "jit-off",
    title: "jit",
    rationale: "PgTune turns it off for web applications: compiling a query takes longer than a short one \
                runs.",
    basis: Basis::Documented,
    sources: &[PGTUNE, QUERY_DOCS],
};

pub(super) fn settings(disk: Disk, version: Version) -> Vec<Setting> {
    let (page_cost, concurrency) = match disk {
        Disk::Hdd => ("4", "2"),
        Disk::Ssd => ("1.1", "200"),
        // From 18 on a few I/O workers read ahead, and a thousand requests would only queue for them.
        Disk::Nvme if version >= Version::V18 => ("1.1", "200"),
        Disk::Nvme => ("1.1", "1000"),
    };
    let working = format!("disk {disk}, PostgreSQL {version}");
    vec![
        fixed("random_page_cost", page_cost, &DISK, &working),
        fixed("effective_io_concurrency", concurrency, &DISK, &working),
        fixed("default_statistics_target", "100", &STATISTICS, "the default"),
        fixed("jit", "off", &JIT, "fixed"),
    ]
}
