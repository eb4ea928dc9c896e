//! What runs on another host is asked at its place.

use planner::Plan;
use planner::spec::Run;
use planner::value::choice::Chosen;
use planner::value::text::{Address, Label};
use templates::render;

use super::hosts::{paths_with, plan, text};
use super::laws::lines_are_in_order;
use super::spread::secrets;

/// Web and Sidekiq on the first host, what they ask on the second.
fn on_two_hosts(run: Run) -> Plan {
    let mut plan = plan(run);
    let mut second = plan.hosts[0].clone();
    let first = &mut plan.hosts[0];
    first.address = Some(Address::parse("10.0.0.1").unwrap());
    first.postgresql = None;
    first.redis = None;
    first.search = None;
    second.name = Label::parse("second").unwrap();
    second.address = Some(Address::parse("fd00::2").unwrap());
    second.nginx = None;
    second.puma = None;
    second.streaming = None;
    second.sidekiq = None;
    second.pgbouncer = None;
    plan.hosts.push(second);
    plan
}

fn variable<'a>(text: &'a str, name: &str) -> Option<&'a str> {
    text.lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix('='))
}

#[test]
fn what_runs_on_another_host_is_asked_at_its_address() {
    for run in Run::ALL {
        let bundle = render(&on_two_hosts(*run), secrets());
        let (folder, pgbouncer) = match run {
            Run::Systemd => ("home/mastodon/live", "127.0.0.1"),
            Run::Compose => ("opt/mastodon", "pgbouncer"),
        };
        let environment = text(&bundle, &format!("first/{folder}/.env.production"));
        assert_eq!(variable(environment, "DB_HOST"), Some(pgbouncer), "{run}");
        assert_eq!(variable(environment, "ES_HOST"), Some("fd00::2"), "{run}");
        // An IPv6 address stands in brackets in a URL, and a bracket is no plain letter of an env file.
        let url = variable(environment, "REDIS_URL").unwrap();
        assert!(
            url.starts_with("'redis://:") && url.ends_with("@[fd00::2]:6379/0'"),
            "{run}: {url}"
        );
        let ini = paths_with(&bundle, "pgbouncer.ini");
        assert!(
            text(&bundle, ini[0]).contains(" host=fd00::2 port=5432 "),
            "{run}"
        );
        assert_eq!(paths_with(&bundle, ".env.production").len(), 1, "{run}");
    }
}

#[test]
fn a_service_that_others_ask_listens_where_they_ask_it() {
    let bundle = render(&on_two_hosts(Run::Systemd), secrets());
    assert!(text(&bundle, "second/etc/redis/redis-main.conf").contains("\nbind 127.0.0.1 fd00::2\n"));
    // Its own host alone asks PgBouncer, and nginx web and streaming.
    assert!(text(&bundle, "first/etc/pgbouncer/pgbouncer.ini").contains("\nlisten_addr = 127.0.0.1\n"));
}

#[test]
fn each_host_has_its_own_limits_and_checks_and_the_runbook_names_both() {
    let bundle = render(&on_two_hosts(Run::Systemd), secrets());
    assert_eq!(
        paths_with(&bundle, "verify.sh"),
        ["first/verify.sh", "second/verify.sh"]
    );
    let second = text(&bundle, "second/verify.sh");
    assert!(second.contains("PostgreSQL") && !second.contains("nginx"));
    let runbook = text(&bundle, "RUNBOOK.md");
    assert!(runbook.contains("\n# The host `first`\n") && runbook.contains("\n# The host `second`\n"));
    for file in &bundle.files {
        lines_are_in_order("two hosts", file);
    }
}
