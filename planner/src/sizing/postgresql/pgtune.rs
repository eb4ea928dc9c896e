//! Beside PgTune: over a grid of servers each setting is what PgTune's own code answers, or differs as a rule says.

use std::collections::{BTreeMap, BTreeSet};

use table::{APPLICATION, CONNECTIONS, CORES, DATABASE, DISK_KIND, Inputs, MEMORY, VERSION, grid, table};

use super::*;
use crate::sizing::{connections, timeouts};
use crate::value::choice::Chosen;

mod table;

/// Where PostgreSQL's documentation has a default for what either side leaves out.
const DEFAULTS: &[(&str, &str)] = &[
    ("max_worker_processes", "8"),
    ("max_parallel_workers", "8"),
    ("max_parallel_workers_per_gather", "2"),
    ("max_parallel_maintenance_workers", "2"),
    ("autovacuum_max_workers", "3"),
];

/// A setting that is not always PgTune's, the rule whose reason the plan shows, and how far the two may be apart.
struct Difference {
    setting: &'static str,
    rule: &'static Rule,
    /// Of our value and PgTune's, where they are not the same.
    is_as_said: fn(&Point, &str, &str) -> bool,
}

const KIB_PER_MIB: u64 = 1024;
const KIB_PER_GIB: u64 = 1024 * 1024;

const DIFFERENCES: &[Difference] = &[
    Difference {
        setting: "shared_buffers",
        rule: &SHARED_BUFFERS,
        is_as_said: |_, ours, pgtunes| is_rounded_down_to_mib(ours, pgtunes),
    },
    Difference {
        setting: "effective_cache_size",
        rule: &CACHE,
        is_as_said: |_, ours, pgtunes| is_rounded_down_to_mib(ours, pgtunes),
    },
    Difference {
        setting: "maintenance_work_mem",
        rule: &MAINTENANCE,
        is_as_said: |point, ours, pgtunes| {
            let is_postgresqls_default = point.memory() < Memory::gib(1) && ours == "64MB";
            is_postgresqls_default && percent(ours, pgtunes) <= 200 || is_rounded_down_to_mib(ours, pgtunes)
        },
    },
    Difference {
        setting: "work_mem",
        rule: &WORK_MEM,
        is_as_said: |point, ours, pgtunes| match amount(ours) {
            most if most == amount("32MB") => amount(pgtunes) > most,
            // One sort in every connection fills what is left of the memory, three eighths at least.
            short if short < amount("4MB") => {
                point.memory().fraction(3, 8).as_kib() < point.number(CONNECTIONS) * amount("4MB")
            }
            // At the most safe, 3 ÷ 4 × 11 ÷ 12 of it, or ÷ 1.3 where the data fit into the memory.
            _ => (52..=100).contains(&percent(ours, pgtunes)),
        },
    },
    Difference {
        setting: "min_wal_size",
        rule: &CHECKPOINTS,
        is_as_said: |point, ours, pgtunes| point.0[APPLICATION] == "web" && percent(ours, pgtunes) == 200,
    },
    Difference {
        setting: "max_wal_size",
        rule: &CHECKPOINTS,
        is_as_said: |point, ours, pgtunes| point.0[APPLICATION] == "web" && percent(ours, pgtunes) == 200,
    },
    Difference {
        setting: "effective_io_concurrency",
        rule: &super::DISK,
        is_as_said: |point, ours, pgtunes| {
            point.0[VERSION] == "18" && ours == "200" && amount(pgtunes) > amount(ours)
        },
    },
    Difference {
        setting: "max_parallel_workers_per_gather",
        rule: &PARALLEL,
        is_as_said: |point, ours, pgtunes| point.cores() > 4 && ours == "2" && ["3", "4"].contains(&pgtunes),
    },
    Difference {
        setting: "io_method",
        rule: &IO_METHOD,
        is_as_said: |_, ours, pgtunes| (ours, pgtunes) == ("worker", "io_uring"),
    },
    Difference {
        setting: "io_workers",
        rule: &IO_METHOD,
        // With io_uring there are none.
        is_as_said: |_, ours, pgtunes| (3..=32).contains(&amount(ours)) && pgtunes.is_empty(),
    },
];

/// A server of the grid.
struct Point(Inputs);

impl Point {
    fn number(&self, input: usize) -> u64 {
        self.0[input].parse().expect("a number")
    }

    fn memory(&self) -> Memory {
        Memory::mib(self.number(MEMORY))
    }

    /// A share of the memory that is in the middle of `PgTune`'s step.
    fn database(&self) -> Memory {
        match self.0[DATABASE] {
            "less_ram" => self.memory() / 2,
            "mid_ram" => self.memory() * 2,
            "greater_ram" => self.memory() * 4,
            unknown => panic!("{unknown}"),
        }
    }

    fn cores(&self) -> u32 {
        self.number(CORES).try_into().expect("few cores")
    }

    /// Every setting with its value and its rule.
    fn settings(&self) -> BTreeMap<&'static str, (String, &'static str)> {
        let connections: u32 = self.number(CONNECTIONS).try_into().expect("few connections");
        let postgresql = postgresql(&Ground {
            memory: &Value::new(self.memory(), &crate::sizing::memory::POSTGRESQL, "of the grid"),
            database: self.database(),
            connections: &Ledger {
                lines: Vec::new(),
                reserves: Vec::new(),
                client_connections: connections,
                server_connections: connections,
                max_connections: Value::new(connections, &connections::MAX_CONNECTIONS, "of the grid"),
                timeouts: timeouts::timeouts(),
            },
            peak_jobs: Rate::per_1000_s(0),
            cores: self.cores(),
            disk: match self.0[DISK_KIND] {
                "san" => Disk::Network,
                kind => Disk::parse(kind).expect("a kind of disk"),
            },
            disk_size: Memory::gib(1024),
            version: Version::parse(self.0[VERSION]).expect("a version"),
            run: Run::Systemd,
        });
        let settings = postgresql.settings.into_iter();
        settings
            .map(|setting| (setting.name, (setting.value.value, setting.value.rule.id)))
            .collect()
    }
}

/// Memory in KiB, or a bare number.
fn amount(text: &str) -> u64 {
    let digits = text.trim_end_matches(|letter: char| letter.is_ascii_alphabetic());
    let unit = match &text[digits.len()..] {
        "GB" => KIB_PER_GIB,
        "MB" => KIB_PER_MIB,
        _ => 1,
    };
    digits.parse::<u64>().map_or(0, |number| number * unit)
}

fn is_same(ours: &str, pgtunes: &str) -> bool {
    ours == pgtunes || amount(ours) > 0 && amount(ours) == amount(pgtunes)
}

fn is_rounded_down_to_mib(ours: &str, pgtunes: &str) -> bool {
    let (ours, pgtunes) = (amount(ours), amount(pgtunes));
    ours < pgtunes && pgtunes - ours < KIB_PER_MIB
}

/// Ours in hundredths of PgTune's.
fn percent(ours: &str, pgtunes: &str) -> u64 {
    amount(ours) * 100 / amount(pgtunes)
}

/// What holds where a side leaves a setting out.
fn in_force(given: &str, setting: &str, maintenance_work_mem: &str) -> String {
    let default = DEFAULTS.iter().find(|(name, _)| *name == setting);
    match (given, setting) {
        ("", "autovacuum_work_mem") => maintenance_work_mem.to_owned(),
        ("", _) => default.map_or("", |(_, value)| value).to_owned(),
        _ => given.to_owned(),
    }
}

#[test]
fn each_setting_is_pgtunes_or_differs_as_its_rule_says() {
    let table = table();
    let (mut wrong, mut met) = (BTreeSet::new(), BTreeSet::new());
    let mut plans = BTreeMap::new();
    for point in grid().into_iter().map(Point) {
        let mut inputs = point.0;
        // Ours is one type of application.
        inputs[APPLICATION] = "";
        let ours = plans.entry(inputs).or_insert_with(|| point.settings());
        let of_ours = |name| ours.get(name).map_or("", |(value, _)| value.as_str());
        for (&name, column) in &table {
            let (mine, pgtunes) = (of_ours(name), column.at(point.0));
            let mine = in_force(mine, name, of_ours("maintenance_work_mem"));
            let pgtunes = in_force(pgtunes, name, table["maintenance_work_mem"].at(point.0));
            let is_left_to_the_default = of_ours(name).is_empty() && column.at(point.0).is_empty();
            if is_left_to_the_default || is_same(&mine, &pgtunes) {
                continue;
            }
            let known = DIFFERENCES.iter().find(|known| known.setting == name);
            let is_explained = known.is_some_and(|known| {
                let rule = ours.get(name).map(|(_, rule)| *rule);
                rule == Some(known.rule.id) && (known.is_as_said)(&point, &mine, &pgtunes)
            });
            met.insert(name);
            if !is_explained {
                wrong.insert(format!(
                    "{name}: ours {mine}, PgTune's {pgtunes} at {:?}",
                    point.0
                ));
            }
        }
    }
    let first: Vec<_> = wrong.iter().take(20).collect();
    assert!(wrong.is_empty(), "{} are not explained: {first:#?}", wrong.len());
    // What is always the same needs no reason.
    assert_eq!(met, DIFFERENCES.iter().map(|known| known.setting).collect());
}

#[test]
fn every_difference_has_its_reason_in_the_rule_that_the_plan_names() {
    for known in DIFFERENCES {
        let why = known.rule.rationale;
        assert!(why.contains("PgTune"), "{}: {why}", known.setting);
    }
}
