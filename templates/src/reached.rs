//! How a program on a host writes the place of a service that it asks.

use std::fmt;

use planner::plan::{Place, RedisRole, Service};

use crate::here::Here;

/// A host name or address, and the port.
pub(crate) struct Reached {
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl fmt::Display for Reached {
    /// As in a URL, where an IPv6 address stands in brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        if host.contains(':') {
            write!(f, "[{host}]:{port}")
        } else {
            write!(f, "{host}:{port}")
        }
    }
}

/// Where a service answers that Mastodon or PgBouncer asks from here; none where no host of the plan runs it.
pub(crate) fn reached(here: Here<'_>, service: Service) -> Option<Reached> {
    let place = here.place(service)?;
    let is_container_here = !here.is_systemd() && place.host.name == here.host.name;
    let host = if is_container_here {
        container(here, service)
    } else {
        place.address.to_string()
    };
    Some(Reached {
        host,
        port: place.port,
    })
}

/// Every place of a service, for nginx, which runs on the host itself whatever runs in containers.
pub(crate) fn from_the_host(here: Here<'_>, service: Service) -> Vec<Reached> {
    let places = here.plan.places(service, here.host).into_iter();
    let reached = |place: Place<'_>| Reached {
        host: place.address.to_string(),
        port: place.port,
    };
    places.map(reached).collect()
}

/// Containers find each other by their service's name.
fn container(here: Here<'_>, service: Service) -> String {
    match service {
        Service::Puma => "web".to_owned(),
        Service::Streaming => "streaming".to_owned(),
        Service::Postgresql => "db".to_owned(),
        Service::Pgbouncer => "pgbouncer".to_owned(),
        Service::Redis(role) => format!("redis-{}", redis_name(here, role)),
        Service::Search => "es".to_owned(),
    }
}

fn redis_name(here: Here<'_>, role: RedisRole) -> &'static str {
    here.host
        .redis
        .as_ref()
        .map_or("main", |redis| redis.of(role).name)
}
