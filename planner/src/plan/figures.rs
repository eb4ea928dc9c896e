//! The few numbers by which people compare plans.

use super::{Consumer, Plan, Puma, Sidekiq};
use crate::unit::Memory;

/// A number in short.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    pub name: &'static str,
    pub value: String,
    /// What the number is of.
    pub of: &'static str,
}

impl Plan {
    pub fn figures(&self) -> [Figure; 6] {
        let figure = |name, value, of| Figure { name, value, of };
        let pumas = || self.hosts.iter().filter_map(|host| host.puma.as_ref());
        let puma = format!(
            "{} × {}",
            pumas().map(Puma::processes).sum::<u32>(),
            pumas().map(|puma| puma.threads.value).max().unwrap_or_default(),
        );
        let sidekiqs = || self.hosts.iter().filter_map(|host| host.sidekiq.as_ref());
        let sidekiq = format!(
            "{} in {}",
            sidekiqs().map(Sidekiq::threads).sum::<u32>(),
            sidekiqs().map(Sidekiq::process_count).sum::<u32>(),
        );
        let streaming = self.hosts.iter().filter_map(|host| host.streaming.as_ref());
        let streaming: u32 = streaming.map(|streaming| streaming.processes.value).sum();
        let database = self.hosts.iter().map(|host| host.memory_of(Consumer::Postgresql));
        let connections = format!(
            "{} of {}",
            self.connections.server_connections, self.connections.max_connections
        );
        let pgbouncer = if self.uses_pgbouncer() { "yes" } else { "no" };
        [
            figure("Puma", puma, "processes × threads, for the web"),
            figure("Sidekiq", sidekiq, "threads in processes, for the background"),
            figure(
                "Streaming",
                streaming.to_string(),
                "processes, for live timelines",
            ),
            figure("PostgreSQL", database.sum::<Memory>().rounded(), "of memory"),
            figure("Connections", connections, "to PostgreSQL"),
            figure(
                "PgBouncer",
                pgbouncer.to_owned(),
                "between Mastodon and PostgreSQL",
            ),
        ]
    }
}
