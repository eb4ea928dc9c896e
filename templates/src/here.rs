//! A host within its plan: what the files on it are made from.

use std::iter;

use planner::Plan;
use planner::plan::{Consumer, HostPlan, Limits, Place, RedisInstance, Service, Timeouts};
use planner::value::text::{Address, Folder};

use crate::running::Running;
use crate::{File, FileKind};

mod media_proxy;
mod reached;

pub(crate) use media_proxy::MediaProxy;
pub(crate) use reached::Reached;

/// The host that a file is for. What it does not run is none of its files' business.
#[derive(Clone, Copy)]
pub(crate) struct Here<'a> {
    pub(crate) plan: &'a Plan,
    pub(crate) host: &'a HostPlan,
}

impl<'a> Here<'a> {
    /// Each host of a plan, in its order.
    pub(crate) fn all(plan: &'a Plan) -> impl Iterator<Item = Self> {
        plan.hosts.iter().map(move |host| Self { plan, host })
    }

    pub(crate) fn running(self) -> Running<'a> {
        Running::new(&self.plan.spec)
    }

    /// Where media are on this host, if they are on it.
    pub(crate) fn media_folder(self) -> String {
        let elsewhere = self.plan.spec.storage.folder_elsewhere();
        elsewhere.map_or_else(|| self.running().media_folder(), Folder::to_string)
    }

    /// A file by its path on this host.
    pub(crate) fn file(self, kind: &'static FileKind, path: &str, template: &impl askama::Template) -> File {
        File::new(kind, format!("{}{path}", self.host.name), template)
    }

    /// Where a file is on this host; none for those that are read elsewhere.
    pub(crate) fn path_of(self, file: &File) -> Option<&str> {
        file.path
            .strip_prefix(self.host.name.as_str())
            .filter(|path| path.starts_with('/'))
    }

    pub(crate) fn has_mastodon(self) -> bool {
        has_mastodon(self.host)
    }

    pub(crate) fn runs(self, consumer: Consumer) -> bool {
        let host = self.host;
        match consumer {
            Consumer::Postgresql => host.postgresql.is_some(),
            Consumer::Puma => host.puma.is_some(),
            Consumer::Sidekiq => host.sidekiq.is_some(),
            Consumer::Streaming => host.streaming.is_some(),
            Consumer::Redis => host.redis.is_some(),
            Consumer::Search => host.search.is_some(),
            Consumer::Nginx => host.nginx.is_some(),
            Consumer::Pgbouncer => host.pgbouncer.is_some(),
            Consumer::OtherSoftware | Consumer::System => false,
        }
    }

    pub(crate) fn redis(self) -> &'a [RedisInstance] {
        self.host
            .redis
            .as_ref()
            .map_or(&[], |redis| redis.instances.as_slice())
    }

    /// Whether an exporter runs here: beside the processes whose figures it collects.
    pub(crate) fn has_exporter(self) -> bool {
        let spec = &self.plan.spec;
        let has_figures = self.host.puma.is_some() || self.host.sidekiq.is_some();
        spec.options.metrics && spec.mastodon.has_prometheus_exporter() && has_figures
    }

    pub(crate) fn limits(self, consumer: Consumer) -> Option<Limits> {
        self.host.limits_of(consumer)
    }

    pub(crate) fn oom_score(self, consumer: Consumer) -> Option<i32> {
        self.limits(consumer).map(|limits| limits.oom_score_adjust)
    }

    /// Time-outs that web and Sidekiq ask PostgreSQL for themselves: a pooler may take no `PGOPTIONS`. PgBouncer asks for them in
    /// their place.
    pub(crate) fn timeouts(self) -> Option<&'a Timeouts> {
        let is_direct = !self.plan.uses_pgbouncer() && self.elsewhere().is_none();
        is_direct.then_some(&self.plan.connections.timeouts)
    }

    /// Where a service answers that this host asks.
    pub(crate) fn place(self, service: Service) -> Option<Place<'a>> {
        self.plan.place(service, self.host)
    }

    /// The addresses at which a service of this host must listen: its own, and those under which others ask it.
    pub(crate) fn listens(self, service: Service) -> Vec<Address> {
        let others = self.plan.hosts.iter().filter(|from| asks(from, service));
        let mut addresses = Vec::new();
        for from in iter::once(self.host).chain(others) {
            let places = self.plan.places(service, from).into_iter();
            let here = places.filter(|place| place.host.name == self.host.name);
            for address in here.map(|place| place.address) {
                if !addresses.contains(&address) {
                    addresses.push(address);
                }
            }
        }
        addresses
    }
}

/// Whether processes of Mastodon's own run there.
fn has_mastodon(host: &HostPlan) -> bool {
    host.puma.is_some() || host.streaming.is_some() || host.sidekiq.is_some()
}

/// Whether something that a host runs asks this service.
fn asks(host: &HostPlan, service: Service) -> bool {
    match service {
        Service::Puma | Service::Streaming => host.nginx.is_some(),
        Service::Postgresql => host.pgbouncer.is_some() || has_mastodon(host),
        Service::Pgbouncer | Service::Redis(_) | Service::Search => has_mastodon(host),
    }
}
