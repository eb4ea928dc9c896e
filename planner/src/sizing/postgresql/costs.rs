//! What the planner of queries believes of the disk.

use super::data::Data;
use super::fixed;
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, rule, working};
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};
use crate::spec::{Disk, Postgresql as Version};

const QUERY_DOCS: Source = Source {
    title: "PostgreSQL documentation, Query planning",
    url: "https://www.postgresql.org/docs/current/runtime-config-query.html",
};

pub(crate) static DISK: Rule = rule! {
    id: "disk-costs",
    title: "Costs of the disk",
    rationale: "Solid state reads at random nearly as fast as in order, and many blocks at once: PgTune's figures. \
                Of a database that fits into its memory after a year even a hard disk is asked but once, so there its cost is the same. From PostgreSQL 18 on one \
                process reads at most 64 blocks at once, io_max_concurrency by itself, so there NVMe and volumes over the network have the 200 of an SSD and not PgTune's 1,000 and 300. \
                Unnecessarily much, its documentation says, makes every query wait for the disk longer.",
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

pub(super) fn settings(disk: Disk, version: Version, data: Data) -> Vec<Setting> {
    let page_cost = if disk == Disk::Hdd && !data.fits() {
        "4"
    } else {
        "1.1"
    };
    let concurrency = match disk {
        Disk::Hdd => "2",
        Disk::Ssd => "200",
        // From 18 on `io_max_concurrency` ends it at 64.
        Disk::Nvme | Disk::Network if version >= Version::V18 => "200",
        Disk::Network => "300",
        Disk::Nvme => "1000",
    };
    let disk = working!("disk {disk}");
    vec![
        fixed("random_page_cost", page_cost, &DISK, &working!("{disk}, {data}")),
        fixed(
            "effective_io_concurrency",
            concurrency,
            &DISK,
            &working!("{disk}, PostgreSQL {version}"),
        ),
        fixed("default_statistics_target", "100", &STATISTICS, "the default"),
        fixed("jit", "off", &JIT, "fixed"),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::unit::Memory;

    /// Of data of 2 GiB beside 1 GiB of memory.
    fn setting(disk: Disk, version: Version, name: &str) -> String {
        setting_of(disk, version, name, Memory::gib(2))
    }

    fn setting_of(disk: Disk, version: Version, name: &str, database: Memory) -> String {
        let data = Data::new(database, Memory::gib(1));
        let mut settings = settings(disk, version, data).into_iter();
        let setting = settings.find(|setting| setting.name == name);
        setting.expect("a setting").value.value
    }

    /// PgTune, web application on Linux: 4 and 2 for a hard disk, 1.1 and 200 for an SSD, 1.1 and 1,000 for `NVMe`,
    /// 1.1 and 300 for a SAN.
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
        assert_eq!(costs(Disk::Network, Version::V17), shown("1.1", "300"));
        // Its documentation: by itself `io_max_concurrency` is "not more than 64".
        assert_eq!(costs(Disk::Nvme, Version::V18), shown("1.1", "200"));
        assert_eq!(costs(Disk::Network, Version::V18), shown("1.1", "200"));
        assert_eq!(costs(Disk::Hdd, Version::V18), shown("4", "2"));
    }

    /// PgTune: 1.1 whatever the disk, where the data are less than the memory.
    #[test]
    fn a_database_within_its_memory_is_no_dearer_on_a_hard_disk() {
        let cost = |mib| setting_of(Disk::Hdd, Version::V17, "random_page_cost", Memory::mib(mib));
        assert_eq!((cost(1_023), cost(1_024)), ("1.1".to_owned(), "4".to_owned()));
        assert_eq!(setting(Disk::Hdd, Version::V17, "effective_io_concurrency"), "2");
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
