//! Laws of capacity that hold for every Spec. `CASES=100000 cargo test --release -p planner --test capacity` is the long run.

use planner::plan::Consumer;
use planner::spec::{Database, Measured, Storage};
use planner::unit::Memory;
use planner::{Plan, Spec, plan};
use proptest::prelude::*;

mod specs;

use specs::{specs, with};

/// What says that a host is too small for its load.
const OF_CAPACITY: [&str; 6] = [
    "memory-fits",
    "load-fits",
    "database-has-its-memory",
    "sidekiq-has-its-processes",
    "web-has-its-threads",
    "a-year-fits-on-the-disk",
];

/// A share of the long run in every test.
const CASES: u32 = 300;

#[expect(clippy::disallowed_methods, reason = "how long it runs is no plan's matter")]
fn cases() -> ProptestConfig {
    let given = std::env::var("CASES").ok().and_then(|cases| cases.parse().ok());
    ProptestConfig {
        cases: given.unwrap_or(CASES),
        failure_persistence: None,
        ..ProptestConfig::default()
    }
}

/// Hosts as they are sold, and others: small ones as often as large ones.
fn on_hosts() -> impl Strategy<Value = Spec> {
    (specs(), 9u32..19, 0u64..1024, 0u32..8, any::<u32>()).prop_map(
        |(mut spec, bits, more, core_bits, cores)| {
            let host = &mut spec.hosts[0];
            host.memory = Memory::mib((1 << bits) + (1 << bits) * more / 1024);
            host.cores = 1 + cores % (1 << core_bits);
            spec
        },
    )
}

fn of_capacity(plan: &Plan) -> Vec<String> {
    let findings = plan.findings.iter();
    let found = findings.filter(|finding| OF_CAPACITY.contains(&finding.rule.id));
    found
        .map(|finding| format!("{}: {} {}", finding.rule.id, finding.message, finding.remedy))
        .collect()
}

fn users(plan: &Plan) -> u64 {
    plan.capacity.active_users.value
}

fn planned_for(spec: &Spec, users: u64) -> Plan {
    let mut spec = spec.clone();
    spec.load.active_users = u32::try_from(users).expect("no more than a Spec may have");
    spec.load.surge = 1;
    plan(&spec)
}

fn web(plan: &Plan) -> u32 {
    plan.hosts[0].puma.as_ref().expect("it runs here").processes()
}

fn postgresql(plan: &Plan) -> Memory {
    plan.hosts[0].memory_of(Consumer::Postgresql)
}

proptest! {
    #![proptest_config(cases())]

    #[test]
    fn the_users_that_fit_are_the_hosts_whatever_is_typed(mut spec in on_hosts(), typed in 1u32..1_000_000, surge in 1u32..10) {
        spec.load.measured = Measured::default();
        let fit = users(&plan(&spec));
        spec.load.active_users = typed;
        spec.load.surge = surge;
        prop_assert_eq!(users(&plan(&spec)), fit);
    }

    #[test]
    fn planning_the_users_that_fit_raises_no_finding_of_capacity(mut spec in on_hosts()) {
        spec.load.measured.backlog = None;
        let fit = users(&plan(&spec));
        // What was measured is of those who are there; of fewer it would be less.
        if fit == 0 || (fit < spec.load.active_users.into() && spec.load.measured != Measured::default()) {
            return Ok(());
        }
        let planned = planned_for(&spec, fit);
        prop_assert!(of_capacity(&planned).is_empty(), "{fit}: {:?}", of_capacity(&planned));
    }

    #[test]
    fn a_tenth_more_users_than_fit_raise_one(mut spec in on_hosts()) {
        spec.load.measured = Measured::default();
        spec.database = Database::default();
        let fit = users(&plan(&spec));
        if fit < 900_000 {
            let planned = planned_for(&spec, fit + fit / 10 + 2);
            prop_assert!(!of_capacity(&planned).is_empty(), "{fit}");
        }
    }

    #[test]
    fn capacity_never_falls_with_more_memory(spec in on_hosts(), more in 1u64..65_536) {
        let small = plan(&spec);
        let large = plan(&with(&spec, "hosts.0.memory", (spec.hosts[0].memory + Memory::mib(more)).to_string()));
        prop_assert!(users(&large) >= users(&small));
        prop_assert!(large.capacity.jobs.value >= small.capacity.jobs.value, "{} {}", large.capacity.jobs.working, small.capacity.jobs.working);
        prop_assert!(postgresql(&large) >= postgresql(&small));
        prop_assert!(of_capacity(&large).len() <= of_capacity(&small).len(), "{:?} {:?}", of_capacity(&small), of_capacity(&large));
    }

    #[test]
    fn capacity_never_falls_with_more_cores(spec in on_hosts(), more in 1u32..64) {
        let small = plan(&spec);
        let large = plan(&with(&spec, "hosts.0.cores", (spec.hosts[0].cores + more).to_string()));
        prop_assert!(users(&large) >= users(&small));
        prop_assert!(large.capacity.jobs.value >= small.capacity.jobs.value, "{} {}", large.capacity.jobs.working, small.capacity.jobs.working);
        prop_assert!(web(&large) >= web(&small));
    }

    #[test]
    fn the_jobs_possible_never_fall_with_a_larger_surge(mut spec in on_hosts(), surge in 1u32..10) {
        spec.load.surge = surge;
        let small = plan(&spec);
        spec.load.surge = surge + 1;
        let large = plan(&spec);
        prop_assert!(large.capacity.jobs.value >= small.capacity.jobs.value, "{} {}", large.capacity.jobs.working, small.capacity.jobs.working);
    }

    #[test]
    fn a_hard_disk_never_carries_more_than_solid_state(spec in on_hosts()) {
        let of = |disk| users(&plan(&with(&spec, "hosts.0.disk", disk)));
        prop_assert!(of("hdd") <= of("ssd"));
        prop_assert_eq!(of("ssd"), of("nvme"));
    }

    /// The next user makes 160 jobs a day at least, half of 32,000 ÷ √10,000: 224,000 bytes of busy data in a week. With 87.5 KiB of
    /// feeds that is 0.3 MiB, and a MiB is 3.4 users. Without the database it is feeds alone, 11.7.
    #[test]
    fn a_mib_more_is_one_process_more_at_most_and_a_few_users(mut spec in on_hosts()) {
        spec.load.measured = Measured::default();
        spec.storage = Storage::default();
        let small = plan(&spec);
        let large = plan(&with(&spec, "hosts.0.memory", (spec.hosts[0].memory + Memory::mib(1)).to_string()));
        let most = if spec.database.is_elsewhere() { 12 } else { 4 };
        prop_assert!(users(&large) - users(&small) <= most, "{} {}", users(&small), users(&large));
        prop_assert!(web(&large) - web(&small) <= 1);
        prop_assert!(postgresql(&large) - postgresql(&small) <= Memory::mib(2));
    }

    #[test]
    fn the_host_that_is_named_carries_all_that_is_asked(spec in on_hosts()) {
        let small = plan(&spec);
        for finding in &small.findings {
            let Some(text) = finding.remedy.strip_suffix(" of memory carries all of it.") else { continue };
            let words: Vec<_> = text.split(' ').collect();
            let (cores, memory) = (words[3], words[words.len() - 2..].join(" "));
            let large = plan(&with(&with(&spec, "hosts.0.cores", cores), "hosts.0.memory", memory));
            let found: Vec<_> = of_capacity(&large).into_iter().filter(|found| !found.starts_with("a-year")).collect();
            prop_assert!(found.is_empty(), "{text}: {found:?}");
        }
    }

    #[test]
    fn a_host_with_the_memory_that_memory_fits_names_has_it(spec in on_hosts()) {
        let small = plan(&spec);
        for finding in small.findings.iter().filter(|finding| finding.rule.id == "memory-fits") {
            let words: Vec<_> = finding.remedy.split(' ').collect();
            let Some(gib) = words[4].parse::<u64>().ok().filter(|_| words[5] == "GiB.") else { continue };
            let large = plan(&with(&spec, "hosts.0.memory", format!("{gib} GiB")));
            prop_assert!(!large.findings.iter().any(|finding| finding.rule.id == "memory-fits"), "{}", finding.remedy);
        }
    }

    #[test]
    fn each_step_of_the_growth_path_names_a_host_that_carries_it(mut spec in on_hosts()) {
        spec.load.measured = Measured::default();
        spec.hosts[0].disk_size = None;
        for step in plan(&spec).capacity.growth {
            let Some(text) = step.takes.value.strip_suffix(" of memory") else { continue };
            let words: Vec<_> = text.split(' ').collect();
            let (cores, memory) = (words[3], words[words.len() - 2..].join(" "));
            let host = with(&with(&spec, "hosts.0.cores", cores), "hosts.0.memory", memory);
            let found = of_capacity(&planned_for(&host, step.users));
            prop_assert!(found.is_empty(), "{} users: {text}: {found:?}", step.users);
        }
    }
}
