//! A host has files for what runs on it, and for nothing else.

use planner::plan::HostPlan;
use planner::spec::Run;
use planner::value::choice::Chosen;
use planner::{Plan, Raw, Spec};
use templates::{Bundle, render};

use super::laws::lines_are_in_order;
use super::spread::secrets;

/// A service, how it is taken away, and what is then left of neither paths nor compose services.
struct Service {
    name: &'static str,
    take: fn(&mut HostPlan),
    /// Parts of paths.
    paths: &'static [&'static str],
    /// Beginnings of a container's name.
    containers: &'static [&'static str],
}

const SERVICES: &[Service] = &[
    Service {
        name: "Puma",
        take: |host| host.puma = None,
        paths: &["mastodon-web.service", "mastodon-web.slice"],
        containers: &["web"],
    },
    Service {
        name: "streaming",
        take: |host| host.streaming = None,
        paths: &["mastodon-streaming"],
        containers: &["streaming"],
    },
    Service {
        name: "Sidekiq",
        take: |host| host.sidekiq = None,
        paths: &["mastodon-sidekiq"],
        containers: &["sidekiq"],
    },
    Service {
        name: "PostgreSQL",
        take: |host| host.postgresql = None,
        paths: &["postgresql", "database.sql"],
        containers: &["db"],
    },
    Service {
        name: "PgBouncer",
        take: |host| host.pgbouncer = None,
        paths: &["pgbouncer"],
        containers: &["pgbouncer"],
    },
    Service {
        name: "Redis",
        take: |host| host.redis = None,
        paths: &["redis"],
        containers: &["redis"],
    },
    Service {
        name: "nginx",
        take: |host| host.nginx = None,
        paths: &["nginx"],
        containers: &[],
    },
    Service {
        name: "search",
        take: |host| host.search = None,
        paths: &["elasticsearch", "mastodon-search"],
        containers: &["es"],
    },
];

/// Everything that a plan may have, on one host.
pub(crate) fn plan(run: Run) -> Plan {
    let mut raw: Raw = [
        ("site.domain", "example.social"),
        ("hosts.0.cores", "8"),
        ("hosts.0.memory", "16 GiB"),
        ("hosts.0.name", "first"),
        ("storage.kind", "s3"),
        ("storage.provider", "minio"),
        ("storage.bucket", "media"),
        ("storage.endpoint", "s3.example.net:9000"),
        ("storage.media_domain", "files.example.social"),
        ("storage.media_proxy", "true"),
        ("options.pgbouncer", "on"),
        ("options.redis", "three"),
        ("options.search", "elasticsearch"),
        ("options.metrics", "true"),
    ]
    .into_iter()
    .collect();
    raw.set("run", run.name());
    planner::plan(&Spec::read(&raw).unwrap())
}

pub(crate) fn paths_with<'a>(bundle: &'a Bundle, part: &str) -> Vec<&'a str> {
    let paths = bundle.files.iter().map(|file| file.path.as_str());
    paths.filter(|path| path.contains(part)).collect()
}

pub(crate) fn text<'a>(bundle: &'a Bundle, path: &str) -> &'a str {
    let file = bundle.files.iter().find(|file| file.path == path);
    &file.unwrap_or_else(|| panic!("no {path}")).text
}

/// Names of the services in a `docker-compose.yml`.
fn containers(bundle: &Bundle, host: &str) -> Vec<String> {
    let text = text(bundle, &format!("{host}/opt/mastodon/docker-compose.yml"));
    let services = text.split("\nservices:\n").nth(1).unwrap();
    let services = services.split("\nnetworks:\n").next().unwrap();
    let names = services
        .lines()
        .filter_map(|line| line.strip_prefix("  ")?.strip_suffix(':'));
    names
        .filter(|name| !name.starts_with(' '))
        .map(str::to_owned)
        .collect()
}

#[test]
fn a_service_that_a_host_does_not_run_has_no_file_there() {
    for service in SERVICES {
        let mut plan = plan(Run::Systemd);
        let with = render(&plan, secrets());
        (service.take)(&mut plan.hosts[0]);
        let without = render(&plan, secrets());
        for part in service.paths {
            assert_ne!(
                paths_with(&with, part),
                [""; 0],
                "{} never has {part}",
                service.name
            );
            assert_eq!(paths_with(&without, part), [""; 0], "{}", service.name);
        }
        for file in &without.files {
            lines_are_in_order(service.name, file);
        }
    }
}

#[test]
fn a_service_that_a_host_does_not_run_has_no_container_there() {
    for service in SERVICES {
        let mut plan = plan(Run::Compose);
        let is_of = |name: &String| {
            service
                .containers
                .iter()
                .any(|start| name.split('-').next() == Some(start))
        };
        let with = containers(&render(&plan, secrets()), "first");
        (service.take)(&mut plan.hosts[0]);
        let bundle = render(&plan, secrets());
        let without = containers(&bundle, "first");
        let gone: Vec<_> = with.iter().filter(|name| is_of(name)).collect();
        assert_eq!(gone.is_empty(), service.containers.is_empty(), "{}", service.name);
        let kept: Vec<_> = with.iter().filter(|name| !is_of(name)).cloned().collect();
        assert_eq!(without, kept, "{}", service.name);
        for file in &bundle.files {
            lines_are_in_order(service.name, file);
        }
    }
}

#[test]
fn a_host_that_runs_nothing_has_no_file() {
    for run in Run::ALL {
        let mut plan = plan(*run);
        for service in SERVICES {
            (service.take)(&mut plan.hosts[0]);
        }
        let bundle = render(&plan, secrets());
        assert_eq!(paths_with(&bundle, "first/"), [""; 0], "{run}");
        assert_eq!(
            paths_with(&bundle, ""),
            ["RUNBOOK.md", ".gitignore", "PLAN.md", "howdah.yaml"],
            "{run}"
        );
    }
}
