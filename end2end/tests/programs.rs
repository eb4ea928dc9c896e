//! Every check over every case: the generated files are what the real programs accept.

use std::collections::BTreeSet;
use std::io::{self, Write};

use end2end::postgresql::shared_memory_mib;
use end2end::{BundleDir, CHECKS, Report, Run, boot};

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
    let case = matrix::CASES.iter().find(|case| case.name == name);
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
    clean(&boot::taken_over_in_containers(&bundle("4.6-compose-existing")));
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
