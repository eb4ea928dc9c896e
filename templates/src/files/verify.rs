//! `verify.sh`: asks the programs on the host whether all is as planned.

use askama::Template;
use planner::plan::{Ledger, MediaStore, Pgbouncer, Postgresql, Queue, RedisInstance, RedisRole};
use planner::rule::Value;
use planner::spec::{self, Proxy};
use planner::value::text::{Address, DomainName, UserName};

use super::{apply, backup, database_sql};
use crate::elsewhere::Elsewhere;
use crate::here::Here;
use crate::quote::filters;
use crate::running::store::Store;
use crate::running::{containers, units};
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "verify",
    summary: "Asks the programs on this host whether all is as planned.",
    reader: "sh",
    format: &format::SHELL,
    render: Render::HostFromFiles(render),
};

/// Where Elasticsearch stops to move data to a disk (`cluster.routing.allocation.disk.watermark.high`); for other disks our judgement.
const FULL_PERCENT: u32 = 90;

/// How long processes may take to start, all together.
const PATIENCE_SECONDS: u32 = 90;

#[derive(Template)]
#[template(path = "verify.sh")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Verify<'a> {
    about: &'static str,
    version: spec::Postgresql,
    is_systemd: bool,
    files: Vec<&'a str>,
    secret_files: Vec<&'a str>,
    units: Vec<&'a str>,
    active: Vec<String>,
    enabled: Vec<String>,
    services: Vec<String>,
    huge_pages: Option<&'a Value<u64>>,
    /// From PostgreSQL 17 on.
    tells_of_huge_pages: bool,
    postgresql: Option<&'a Postgresql>,
    elsewhere: Option<Elsewhere<'a>>,
    connections: &'a Ledger,
    pgbouncer: Option<&'a Pgbouncer>,
    redis: &'a [RedisInstance],
    store: &'static Store,
    /// Where Sidekiq's processes tell of themselves.
    sidekiq_redis: Option<&'a RedisInstance>,
    queues: Vec<Queue>,
    env_path: String,
    user: &'a UserName,
    patience_seconds: u32,
    loopback: Address,
    has_nginx: bool,
    domain: &'a DomainName,
    proxy: &'a Proxy,
    web_port: Option<u16>,
    streaming_ports: &'a [u16],
    /// The media proxy's name, where this host has its certificate.
    certified_media: Option<&'a DomainName>,
    has_mastodon: bool,
    has_backup: bool,
    backup_defaults: &'static str,
    has_exporter: bool,
    has_search: bool,
    /// Folders whose disks fill.
    folders: Vec<String>,
    full_percent: u32,
    has_object_store: bool,
    media_folder: String,
    /// Mastodon's own.
    live: String,
    /// Units or services that write media.
    writers: Vec<String>,
}

fn render(here: Here<'_>, files: &[File]) -> Vec<File> {
    let paths_here = paths(here, files, |_| true);
    if paths_here.is_empty() {
        return Vec::new();
    }
    let host = here.host;
    let spec = &here.plan.spec;
    let postgresql = host.postgresql.as_ref();
    let huge_pages = postgresql.and_then(|postgresql| postgresql.huge_pages.as_ref());
    let verify = Verify {
        about: FILE.summary,
        version: spec.postgresql,
        is_systemd: here.running().is_by_units(),
        secret_files: paths(here, files, File::is_secret),
        units: unit_files(here, files),
        files: paths_here,
        active: units::active(here),
        enabled: units::enabled(here),
        services: containers::active(here),
        huge_pages,
        tells_of_huge_pages: huge_pages.is_some() && spec.postgresql.tells_of_huge_pages(),
        postgresql,
        elsewhere: here.elsewhere(),
        connections: &here.plan.connections,
        pgbouncer: host.pgbouncer.as_ref(),
        redis: here.redis(),
        store: here.running().store(),
        sidekiq_redis: host.redis.as_ref().map(|redis| redis.of(RedisRole::Sidekiq)),
        queues: spec.mastodon.queues(),
        env_path: here.running().environment(),
        user: &spec.install.user,
        live: here.running().folder(),
        patience_seconds: PATIENCE_SECONDS,
        loopback: Address::loopback(),
        has_nginx: host.nginx.is_some(),
        domain: spec.web_domain(),
        proxy: &spec.proxy,
        web_port: host.puma.as_ref().map(|puma| puma.port),
        streaming_ports: host.streaming.as_ref().map_or(&[], |streaming| &streaming.ports),
        certified_media: here
            .media_proxy()
            .filter(|_| !spec.proxy.ends_tls())
            .map(|proxy| &proxy.proxied.domain),
        has_mastodon: here.has_mastodon(),
        has_backup: apply::is_applied(here),
        backup_defaults: backup::DEFAULTS,
        has_exporter: here.has_exporter(),
        has_search: host.search.is_some(),
        folders: folders(here),
        full_percent: FULL_PERCENT,
        has_object_store: matches!(here.plan.storage, MediaStore::Object(_)),
        media_folder: here.media_folder(),
        writers: writers(here),
    };
    vec![here.file(&FILE, "/verify.sh", &verify).script()]
}

/// Where a host keeps what grows: a disk may be mounted at each.
fn folders(here: Here<'_>) -> Vec<String> {
    let running = here.running();
    let host = here.host;
    let mut folders = vec!["/".to_owned(), "/var".to_owned()];
    if here.has_mastodon() {
        folders.push(running.folder());
        if matches!(here.plan.storage, MediaStore::Local) {
            folders.push(here.media_folder());
        }
    }
    folders.extend(
        host.postgresql
            .iter()
            .map(|_| running.postgresql_data(here.plan.spec.postgresql)),
    );
    folders.extend(host.redis.iter().map(|_| running.redis_folder()));
    folders
}

/// Puma takes uploads, Sidekiq what comes from other servers.
fn writers(here: Here<'_>) -> Vec<String> {
    let active = if here.running().is_by_units() {
        units::active(here)
    } else {
        containers::active(here)
    };
    let writes = |name: &String| {
        let name = name.trim_start_matches("mastodon-");
        name.starts_with("web") || name.starts_with("sidekiq")
    };
    active.into_iter().filter(writes).collect()
}

/// Where files of the host are on it. The script that creates the database goes when that is done.
fn paths<'a>(here: Here<'_>, files: &'a [File], is_wanted: impl Fn(&File) -> bool) -> Vec<&'a str> {
    let lasting = files
        .iter()
        .filter(|file| file.kind != &database_sql::FILE && is_wanted(file));
    lasting.filter_map(|file| here.path_of(file)).collect()
}

/// The names of whole units; drop-ins are checked with the unit that they belong to.
fn unit_files<'a>(here: Here<'_>, files: &'a [File]) -> Vec<&'a str> {
    let paths = files.iter().filter_map(|file| here.path_of(file));
    let names = paths.filter_map(|path| path.strip_prefix(&units::path("")));
    names.filter(|name| !name.contains('/')).collect()
}
