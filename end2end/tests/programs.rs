//! Every check over every case: the generated files are what the real programs accept.

use std::collections::BTreeSet;
use std::io::{self, Write};

use end2end::postgresql::{beside_the_defaults, shared_memory_mib};
use end2end::{BundleDir, CHECKS, Report, Run, boot};

#[path = "matrix/lives.rs"]
mod lives;
mod matrix;

/// Runs a check over all cases; it must find nothing wrong, and something to look at in
/// every case that `applies` names.
fn every_case(check: &str, applies: fn(&BundleDir) -> bool) {
    let (_, run) = CHECKS
        .iter()
        .find(|(name, _)| *name == check)
        .expect("a check of that name");
    let mut failures = Vec::new();
    let mut not_tried = BTreeSet::new();
    for case in matrix::CASES {
        let bundle = case.unpack(check);
        let report = run(&bundle);
        failures.extend(
            report
                .failures
                .iter()
                .map(|failure| format!("{}: {failure}", case.name)),
        );
        if applies(&bundle) && report.held == 0 {
            failures.push(format!("{}: there was nothing to look at", case.name));
        }
        not_tried.extend(report.not_tried);
    }
    for message in not_tried {
        // A closed output is no reason to fail.
        let _ = writeln!(io::stdout(), "{check}: not tried: {message}");
    }
    assert!(
        failures.is_empty(),
        "{} failures:\n{}",
        failures.len(),
        failures.join("\n")
    );
}

fn always(_: &BundleDir) -> bool {
    true
}

fn has_database(bundle: &BundleDir) -> bool {
    !bundle.root.to_string_lossy().ends_with("elsewhere")
}

fn runs(bundle: &BundleDir, run: Run) -> bool {
    bundle.hosts.iter().any(|host| host.run == run)
}

#[test]
fn every_file_has_the_form_that_all_share() {
    every_case("files", always);
}

#[test]
fn the_books_balance() {
    every_case("ledger", always);
}

#[test]
fn scripts_yaml_and_kernel_settings_are_read_without_a_word() {
    every_case("scripts", always);
}

#[test]
fn every_reader_of_the_env_file_sees_the_same() {
    every_case("env", always);
}

#[test]
fn compose_resolves_every_service() {
    every_case("compose", |bundle| runs(bundle, Run::Compose));
}

#[test]
fn systemd_has_nothing_to_say_about_any_unit() {
    every_case("systemd", |bundle| runs(bundle, Run::Systemd));
}

#[test]
fn every_redis_does_what_its_role_demands() {
    every_case("redis", always);
}

#[test]
fn nginx_carries_requests_sockets_and_media() {
    every_case("nginx", always);
}

#[test]
fn postgresql_takes_every_setting() {
    every_case("postgresql", has_database);
}

#[test]
fn every_service_logs_in_to_the_database() {
    every_case("database", has_database);
}

#[test]
fn a_host_boots_by_its_runbook_and_verifies_itself() {
    every_case("boot", |bundle| bundle.root.ends_with("4.6-debian-12"));
}

/// What a server's life asks of `apply.sh`.
fn clean(report: &Report) {
    assert!(report.is_clean() && report.held > 0, "{report}");
}

fn bundle(name: &str) -> BundleDir {
    let case = matrix::CASES
        .iter()
        .chain(lives::CASES)
        .find(|case| case.name == name);
    case.expect("a case of that name").unpack("lifecycle")
}

#[test]
fn a_plan_is_changed_and_taken_back() {
    clean(&boot::changed_twice(
        &bundle("4.6-one-process"),
        &bundle("4.6-more"),
        &bundle("4.6-fewer"),
    ));
}

#[test]
fn redis_gives_way_to_valkey_and_comes_back() {
    clean(&boot::moved_to_valkey(
        &bundle("4.6-one-process"),
        &bundle("4.6-valkey"),
    ));
}

#[test]
fn a_server_made_after_mastodons_guide_is_taken_over_and_given_back() {
    clean(&boot::taken_over(&bundle("4.6-existing")));
}

#[test]
fn a_server_in_containers_is_taken_over_and_given_back() {
    clean(&boot::taken_over_in_containers(
        &bundle("4.6-compose-existing"),
        &bundle("4.6-compose-fork"),
        &bundle("4.6-compose-fork-tag"),
    ));
}

#[test]
fn media_get_a_name_of_the_sites_own_and_lose_it_again() {
    clean(&boot::media_get_a_name(
        &bundle("4.6-bucket"),
        &bundle("4.6-bucket-named"),
        &bundle("4.6-bucket-unnamed"),
    ));
}

#[test]
fn postgresql_shares_no_more_memory_than_the_plan_gives_it() {
    for case in matrix::CASES {
        let plan = case.plan();
        let Some((_, postgresql)) = plan.database() else {
            continue;
        };
        let planned = postgresql.memory.value.as_mib();
        for shared in shared_memory_mib(&case.unpack("memory")).expect("a size") {
            assert!(
                (1..=planned).contains(&shared),
                "{}: {shared} MiB of shared memory, {planned} MiB planned",
                case.name
            );
        }
    }
}

/// `docs/benchmarks.md` has the table that it prints.
#[test]
fn generated_settings_do_what_their_rules_claim() {
    // 15 of the distribution, and 17, which counts in other views.
    for name in ["4.3-behind-cdn", "4.6"] {
        let beside = beside_the_defaults(&bundle(name)).expect("both ran");
        let _ = writeln!(io::stdout(), "{beside}");
        let (defaults, generated) = (beside.defaults, beside.generated);
        // shared-buffers: what is in use stays in memory ...
        let reads = (defaults.timelines.reads(), generated.timelines.reads());
        assert!(
            reads.0 >= 10_000 && reads.1 * 10 <= reads.0,
            "{reads:?} blocks read"
        );
        // ... and nobody waits for room there.
        let writes = (
            defaults.import.backend_writes(),
            generated.import.backend_writes(),
        );
        let is_counted = beside.version >= 16;
        assert!(
            !is_counted || writes.0 >= 10_000 && writes.1 * 10 <= writes.0,
            "{writes:?} blocks written by backends"
        );
        // wal-compression: pages that are repeated whole after a checkpoint are shorter.
        let log = (
            defaults.timelines.bytes_of_log(),
            generated.timelines.bytes_of_log(),
        );
        assert!(
            !generated.compresses_log || log.1 * 10 <= log.0 * 9,
            "{log:?} bytes of log"
        );
        // work-mem: what an account wrote is put in order without the disk.
        let files = (
            defaults.sorts.temporary_files(),
            generated.sorts.temporary_files(),
        );
        assert!(files.0 >= 20 && files.1 == 0, "{files:?} temporary files");
        // wal-checkpoints: 700 MB that are written call for none.
        let checkpoints = (
            defaults.import.requested_checkpoints(),
            generated.import.requested_checkpoints(),
        );
        assert!(
            checkpoints.0 >= 1 && checkpoints.1 == 0,
            "{checkpoints:?} checkpoints by volume"
        );
    }
}
