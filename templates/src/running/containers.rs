//! Names of the services in `docker-compose.yml`, by which containers find each other.

use std::iter;

use planner::plan::Queue;

use crate::here::Here;

pub(crate) const POSTGRESQL: &str = "db";
pub(crate) const PGBOUNCER: &str = "pgbouncer";
pub(crate) const SEARCH: &str = "es";
pub(crate) const WEB: &str = "web";
pub(crate) const STREAMING: &str = "streaming";
pub(crate) const EXPORTER: &str = "exporter";

/// Where nginx's requests come from, as containers see them: the networks that docker gives out (`default-address-pools` in its
/// documentation), and the local IPv6 ones.
pub(crate) const GATEWAYS: [&str; 3] = ["172.16.0.0/12", "192.168.0.0/16", "fc00::/7"];

pub(crate) fn redis(here: Here<'_>, name: &str) -> String {
    format!("{}-{name}", here.running().store().name)
}

/// Of each streaming process in turn, without end.
pub(crate) fn streaming() -> impl Iterator<Item = String> {
    let others = (2..).map(|number| format!("{STREAMING}-{number}"));
    iter::once(STREAMING.to_owned()).chain(others)
}

pub(crate) fn sidekiq(process: &str) -> String {
    format!("sidekiq-{process}")
}

/// One more process for a queue, which the plan does not start.
pub(crate) fn extra_sidekiq(queue: Queue) -> String {
    format!("sidekiq-extra-{queue}")
}

/// What runs while all is well.
pub(crate) fn active(here: Here<'_>) -> Vec<String> {
    let host = here.host;
    let mut services = Vec::new();
    services.extend(host.postgresql.iter().map(|_| POSTGRESQL.to_owned()));
    services.extend(host.pgbouncer.iter().map(|_| PGBOUNCER.to_owned()));
    let instances = host.redis.iter().flat_map(|redis| &redis.instances);
    services.extend(instances.map(|instance| redis(here, instance.name)));
    services.extend(host.puma.iter().map(|_| WEB.to_owned()));
    services.extend(host.streaming.iter().map(|_| STREAMING.to_owned()));
    let processes = host.sidekiq.iter().flat_map(|sidekiq| &sidekiq.processes);
    services.extend(processes.map(|process| sidekiq(&process.name)));
    services
}
