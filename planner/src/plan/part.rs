//! The plan as pages, documents and the API list it: part by part, value by value.

use super::{HostPlan, Plan};
use crate::rule::Shown;

/// A part of the plan under its heading, with every value in it.
#[derive(Clone, Debug)]
pub struct Part<'a> {
    pub id: &'static str,
    pub title: &'static str,
    /// Whose it is, where the plan has several hosts and the part is not the site's.
    pub host: Option<&'a HostPlan>,
    pub values: Vec<Shown<'a>>,
}

/// The values of a service, where a host runs it.
type Values = for<'a> fn(&'a HostPlan) -> Option<Vec<Shown<'a>>>;

impl Plan {
    /// Every value of the plan.
    pub fn parts(&self) -> Vec<Part<'_>> {
        let mut parts = vec![of_site("load", "Load", self.load.values())];
        parts.extend(self.of_hosts("memory", "Memory", |host| Some(host.values())));
        parts.extend(self.of_hosts("web", "Puma", |host| Some(host.puma.as_ref()?.values())));
        parts.extend(self.of_hosts("sidekiq", "Sidekiq", |host| Some(host.sidekiq.as_ref()?.values())));
        parts.extend(self.of_hosts("streaming", "Streaming", |host| {
            Some(host.streaming.as_ref()?.values())
        }));
        parts.push(of_site(
            "connections",
            "Database connections",
            self.connections.values(),
        ));
        parts.extend(self.of_hosts("postgresql", "PostgreSQL", |host| {
            Some(host.postgresql.as_ref()?.values())
        }));
        parts.extend(self.of_hosts("pgbouncer", "PgBouncer", |host| {
            Some(host.pgbouncer.as_ref()?.values())
        }));
        parts.extend(self.of_hosts("redis", "Redis", |host| Some(host.redis.as_ref()?.values())));
        parts.extend(self.of_hosts("nginx", "nginx", |host| Some(host.nginx.as_ref()?.values())));
        parts.extend(self.of_hosts("search", "Search", |host| Some(host.search.as_ref()?.values())));
        parts.push(of_site("storage", "Media", self.storage.values()));
        parts.push(of_site("capacity", "Capacity", self.capacity.values()));
        parts.push(of_site("growth", "Growth path", self.capacity.growth_values()));
        parts
    }

    fn of_hosts(
        &self,
        id: &'static str,
        title: &'static str,
        values: Values,
    ) -> impl Iterator<Item = Part<'_>> {
        self.hosts.iter().filter_map(move |host| {
            Some(Part {
                id,
                title,
                host: (self.hosts.len() > 1).then_some(host),
                values: values(host)?,
            })
        })
    }
}

fn of_site<'a>(id: &'static str, title: &'static str, values: Vec<Shown<'a>>) -> Part<'a> {
    Part {
        id,
        title,
        host: None,
        values,
    }
}

impl Part<'_> {
    /// The title, with the host's name where there are several.
    pub fn heading(&self) -> String {
        match self.host {
            Some(host) => format!("{} on {}", self.title, host.name),
            None => self.title.to_owned(),
        }
    }
}
