//! How a program on a host writes the place of a service that it asks.

use std::fmt;

use planner::plan::{Place, RedisRole, Service};

use super::Here;
use crate::running::containers;

/// A host name or address, and the port.
pub(crate) struct Reached {
    pub(crate) host: String,
    pub(crate) port: u16,
}

impl fmt::Display for Reached {
    /// As in a URL, where an IPv6 address stands in brackets.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { host, port } = self;
        f.write_str(&if host.contains(':') {
            format!("[{host}]:{port}")
        } else {
            format!("{host}:{port}")
        })
    }
}

impl Here<'_> {
    /// Where a service answers that Mastodon or PgBouncer asks from here; none where nobody runs it.
    pub(crate) fn reached(self, service: Service) -> Option<Reached> {
        let database = &self.plan.spec.database;
        if service == Service::Postgresql && database.is_elsewhere() {
            return Some(Reached {
                host: database.host.as_ref()?.to_string(),
                port: database.port,
            });
        }
        let place = self.place(service)?;
        let is_container_here = self.running().is_in_containers() && place.host.name == self.host.name;
        let host = if is_container_here {
            self.container(service)
        } else {
            place.address.to_string()
        };
        Some(Reached {
            host,
            port: place.port,
        })
    }

    /// Every place of a service, for nginx, which runs on the host itself whatever runs in containers.
    pub(crate) fn reached_by_nginx(self, service: Service) -> Vec<Reached> {
        let places = self.plan.places(service, self.host).into_iter();
        let reached = |place: Place<'_>| Reached {
            host: place.address.to_string(),
            port: place.port,
        };
        places.map(reached).collect()
    }

    fn container(self, service: Service) -> String {
        match service {
            Service::Puma => containers::WEB.to_owned(),
            Service::Streaming => containers::STREAMING.to_owned(),
            Service::Postgresql => containers::POSTGRESQL.to_owned(),
            Service::Pgbouncer => containers::PGBOUNCER.to_owned(),
            Service::Redis(role) => containers::redis(self, self.redis_name(role)),
            Service::Search => containers::SEARCH.to_owned(),
        }
    }

    fn redis_name(self, role: RedisRole) -> &'static str {
        self.host.redis.as_ref().map_or("", |redis| redis.of(role).name)
    }
}
