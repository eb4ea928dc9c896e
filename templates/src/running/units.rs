//! Names of systemd's units, Mastodon's and those of the distribution's packages.

use std::fmt::Display;

use planner::plan::{Consumer, Queue, Sidekiq, SidekiqProcess};
use planner::spec::Postgresql;

use crate::here::Here;

pub(crate) const BACKUP: &str = "howdah-backup.timer";
pub(crate) const NGINX: &str = "nginx.service";
pub(crate) const PGBOUNCER: &str = "pgbouncer.service";
pub(crate) const SEARCH: &str = "elasticsearch.service";

pub(crate) const WEB: &str = "mastodon-web.service";
/// All streaming processes.
pub(crate) const STREAMING: &str = "mastodon-streaming.service";
pub(crate) const STREAMING_TEMPLATE: &str = "mastodon-streaming@.service";
/// All Sidekiq processes.
pub(crate) const SIDEKIQ: &str = "mastodon-sidekiq.service";
pub(crate) const EXPORTER: &str = "mastodon-prometheus-exporter.service";

/// The distribution's unit for all clusters of PostgreSQL.
const POSTGRESQL: &str = "postgresql.service";

/// Where a unit of the host's own, or a folder of drop-ins, is.
pub(crate) fn path(name: &str) -> String {
    format!("/etc/systemd/system/{name}")
}

pub(crate) fn postgresql(version: Postgresql) -> String {
    format!("postgresql@{version}-main.service")
}

pub(crate) fn redis(here: Here<'_>) -> impl Iterator<Item = String> {
    let server = here.running().store().server;
    let names = here.redis().iter().map(|redis| redis.name);
    names.map(move |name| format!("{server}@{name}.service"))
}

/// As people type a service's name: systemctl knows the rest.
pub(crate) fn typed(unit: &str) -> String {
    unit.trim_end_matches(".service").to_owned()
}

/// A template for several, or a unit for one.
pub(crate) fn sidekiq(name: impl Display, is_template: bool) -> String {
    let at = if is_template { "@" } else { "" };
    format!("mastodon-sidekiq-{name}{at}.service")
}

/// Whether a process's unit may be started several times. The scheduler's may not.
pub(crate) fn is_template(process: &SidekiqProcess) -> bool {
    process.instances.value > 1 && !process.must_run_once()
}

/// The units of a Sidekiq process, instances counted.
pub(crate) fn of_process(process: &SidekiqProcess) -> Vec<String> {
    let name = &process.name;
    if is_template(process) {
        (1..=process.instances.value)
            .map(|number| instance(name, number))
            .collect()
    } else {
        vec![sidekiq(name, false)]
    }
}

/// The first process for a queue that the plan does not start itself.
pub(crate) fn one_more(sidekiq: &Sidekiq, queue: Queue) -> String {
    let planned: Vec<_> = sidekiq.processes.iter().flat_map(of_process).collect();
    let mut instances = (1..).map(|number| instance(queue, number));
    instances
        .find(|unit| !planned.contains(unit))
        .expect("the plan starts fewer than there are numbers")
}

fn instance(name: impl Display, number: u32) -> String {
    format!("mastodon-sidekiq-{name}@{number}.service")
}

/// The processes of streaming from 4.2: a port each.
pub(crate) fn streaming(ports: &[u16]) -> impl Iterator<Item = String> {
    ports
        .iter()
        .map(|port| format!("mastodon-streaming@{port}.service"))
}

/// The slice of a consumer that systemd limits. Of what runs in containers, only nginx is left to it.
pub(crate) fn slice(here: Here<'_>, consumer: Consumer) -> Option<String> {
    let is_unit = here.running().is_by_units() || consumer == Consumer::Nginx;
    let is_limited = is_unit && here.runs(consumer) && here.limits(consumer).is_some();
    let name = match consumer {
        Consumer::Puma => "web",
        other => other.id(),
    };
    is_limited.then(|| format!("mastodon-{name}.slice"))
}

/// What Mastodon's processes are started after, where it runs on the same host.
pub(crate) fn before_mastodon(here: Here<'_>) -> Vec<String> {
    let mut units = Vec::new();
    units.extend(
        here.host
            .postgresql
            .iter()
            .map(|_| postgresql(here.plan.spec.postgresql)),
    );
    units.extend(redis(here));
    units.extend(here.host.pgbouncer.iter().map(|_| PGBOUNCER.to_owned()));
    units
}

/// What is active while all is well, each process for itself.
pub(crate) fn active(here: Here<'_>) -> Vec<String> {
    let host = here.host;
    let mut units = Vec::new();
    units.extend(host.nginx.iter().map(|_| NGINX.to_owned()));
    units.extend(before_mastodon(here));
    units.extend(host.puma.iter().map(|_| WEB.to_owned()));
    if let Some(running) = &host.streaming {
        if here.plan.spec.mastodon.has_streaming_per_port() {
            units.extend(streaming(&running.ports));
        } else {
            units.push(STREAMING.to_owned());
        }
    }
    let processes = host.sidekiq.iter().flat_map(|sidekiq| &sidekiq.processes);
    units.extend(processes.flat_map(of_process));
    units
}

/// What systemd starts with the host; the rest is started by these.
pub(crate) fn enabled(here: Here<'_>) -> Vec<String> {
    let single = [
        (Consumer::Nginx, NGINX),
        (Consumer::Postgresql, POSTGRESQL),
        (Consumer::Puma, WEB),
        (Consumer::Streaming, STREAMING),
        (Consumer::Sidekiq, SIDEKIQ),
    ];
    let there = single.into_iter().filter(|(consumer, _)| here.runs(*consumer));
    let mut units: Vec<_> = there.map(|(_, name)| name.to_owned()).collect();
    units.extend(redis(here));
    units.extend(here.host.pgbouncer.iter().map(|_| PGBOUNCER.to_owned()));
    units
}
