//! What the planner of queries believes of the disk.

use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, rule};
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};
use crate::spec::{Disk, Postgresql as Version};

const QUERY_DOCS: Source = Source {
    title: "PostgreSQL documentation, Query planning",
    url: "https://www.postgresql.org/docs/current/runtime-config-query.html",
};

pub(crate) static DISK: Rule = rule! {
    id: "disk-costs",
    title: "Costs of the disk",
    rationale: "Solid state reads at random nearly as fast as in order, and many blocks at once.",
    basis: Basis::Documented,
    sources: &[PGTUNE, QUERY_DOCS, POSTGRESQL_RESOURCES],
};

pub(crate) static STATISTICS: Rule = rule! {
    id: "statistics-target",
    title: "default_statistics_target",
    rationale: "PostgreSQL's default does for an application of many short queries.",
    basis: Basis::Documented,
    sources: &[PGTUNE, QUERY_DOCS],
};

pub(crate) static JIT: Rule = rule! {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(disk: Disk, version: Version, name: &str) -> String {
        let mut settings = settings(disk, version).into_iter();
        let setting = settings.find(|setting| setting.name == name);
        setting.expect("a setting").value.value
    }

    /// PgTune, web application on Linux: 4 and 2 for a hard disk, 1.1 and 200 for an SSD, 1.1 and 1,000 for `NVMe`.
    #[test]
    fn costs_are_pgtunes() {
        let costs = |disk, version| {
            let of = |name| setting(disk, version, name);
            (of("random_page_cost"), of("effective_io_concurrency"))
        };
        let shown = |cost: &str, concurrency: &str| (cost.to_owned(), concurrency.to_owned());
        assert_eq!(costs(Disk::Hdd, Version::V17), shown("4", "2"));
        assert_eq!(costs(Disk::Ssd, Version::V17), shown("1.1", "200"));
        assert_eq!(costs(Disk::Nvme, Version::V17), shown("1.1", "1000"));
        // Its workers that read ahead are few.
        assert_eq!(costs(Disk::Nvme, Version::V18), shown("1.1", "200"));
        assert_eq!(costs(Disk::Hdd, Version::V18), shown("4", "2"));
    }

    /// PgTune, web application.
    #[test]
    fn statistics_are_the_usual_and_nothing_is_compiled() {
        assert_eq!(
            setting(Disk::Ssd, Version::V14, "default_statistics_target"),
            "100"
        );
        assert_eq!(setting(Disk::Ssd, Version::V14, "jit"), "off");
    }
}
