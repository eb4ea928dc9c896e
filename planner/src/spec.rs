//! The Spec: what an admin asks for, valid by its types.

mod database;
mod fork;
mod hosts;
mod install;
mod load;
mod mail;
mod options;
mod proxy;
mod site;
mod storage;
mod versions;

use crate::value::text::DomainName;

pub use database::{Database, DatabasePlace, DatabaseTls};
pub use fork::Fork;
pub use hosts::{Disk, Host};
pub use install::Install;
pub use load::{Load, Measured};
pub use mail::{Mail, MailTls};
pub use options::{
    Options, PgbouncerAuth, PgbouncerChoice, RedisChoice, RedisProgram, Search, SidekiqChoice,
};
pub use proxy::{Proxy, ProxyKind};
pub use site::{ServerState, Site};
pub use storage::{Provider, Storage, StorageKind};
pub use versions::{Distribution, Mastodon, Postgresql, Run};

/// The version of the Spec's own format. Names once released keep their meaning.
pub const SCHEMA: &str = "1";

/// This plan is for one host. The types speak of several, for the plans to come.
pub const HOSTS_MAX: usize = 1;

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spec {
    pub site: Site,
    pub mastodon: Mastodon,
    pub fork: Fork,
    pub install: Install,
    pub postgresql: Postgresql,
    pub distribution: Distribution,
    pub run: Run,
    pub load: Load,
    /// Never empty.
    pub hosts: Vec<Host>,
    pub storage: Storage,
    pub mail: Mail,
    pub database: Database,
    pub proxy: Proxy,
    pub options: Options,
}

impl Default for Spec {
    /// The Spec of a newcomer, with an example for the domain, which has no default.
    fn default() -> Self {
        Self {
            site: Site::default(),
            mastodon: Mastodon::default(),
            fork: Fork::default(),
            install: Install::default(),
            postgresql: Postgresql::default(),
            distribution: Distribution::default(),
            run: Run::default(),
            load: Load::default(),
            hosts: vec![Host::default()],
            storage: Storage::default(),
            mail: Mail::default(),
            database: Database::default(),
            proxy: Proxy::default(),
            options: Options::default(),
        }
    }
}

impl Spec {
    /// The host that everything runs on.
    pub fn host(&self) -> &Host {
        &self.hosts[0]
    }

    /// The name under which browsers and other servers reach the site.
    pub fn web_domain(&self) -> &DomainName {
        self.site.web_domain.as_ref().unwrap_or(&self.site.domain)
    }
}
