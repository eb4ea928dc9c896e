//! `verify.sh`: asks the programs on the host whether all is as planned.

use askama::Template;
use planner::plan::{Consumer, Postgresql, RedisInstance, RedisRole};
use planner::value::text::Address;

use super::media_site::media_proxy;
use super::sidekiq_umbrella::units;
use super::{postgresql_unit, redis_units};
use crate::here::Here;
use crate::{File, FileKind, Render, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "verify",
    summary: "Asks the programs on this host whether all is as planned.",
    reader: "sh",
    render: Render::HostFromFiles(render),
};

#[derive(Template)]
#[template(path = "verify.sh", escape = "none")]
struct Verify {
    about: &'static str,
    is_systemd: bool,
    files: Vec<String>,
    secret_files: Vec<String>,
    units: Vec<String>,
    running: Vec<String>,
    enabled: String,
    services: String,
    huge_pages: Option<u64>,
    postgresql: Option<PostgresqlFacts>,
    pgbouncer: Option<PgbouncerFacts>,
    redis: Vec<RedisFacts>,
    /// Where Sidekiq's processes tell of themselves.
    sidekiq_redis: Option<RedisFacts>,
    queues: String,
    loopback: Address,
    has_nginx: bool,
    domain: String,
    web_port: Option<u16>,
    streaming_ports: Vec<u16>,
    media_domain: Option<String>,
}

struct PostgresqlFacts {
    port: u16,
    max_connections: u32,
    server_connections: u32,
}

struct PgbouncerFacts {
    port: u16,
    max_client_conn: u32,
    default_pool_size: u32,
    reserve_pool_size: u32,
}

struct RedisFacts {
    name: &'static str,
    port: u16,
    /// In bytes, as Redis answers.
    maxmemory: u64,
    eviction: &'static str,
    append_only: &'static str,
}

fn render(here: Here<'_>, files: &[File]) -> Vec<File> {
    let paths_here = paths(here, files, |_| true);
    if paths_here.is_empty() {
        return Vec::new();
    }
    let host = here.host;
    let plan = here.plan;
    let queues: Vec<_> = plan
        .spec
        .mastodon
        .queues()
        .iter()
        .map(ToString::to_string)
        .collect();
    let verify = Verify {
        about: FILE.summary,
        is_systemd: here.is_systemd(),
        secret_files: paths(here, files, File::is_secret),
        units: unit_files(here, files),
        files: paths_here,
        running: running(here),
        enabled: enabled(here).join(" "),
        services: services(here).join(" "),
        huge_pages: host.postgresql.as_ref().and_then(huge_pages),
        postgresql: host.postgresql.as_ref().map(|postgresql| PostgresqlFacts {
            port: postgresql.port,
            max_connections: plan.connections.max_connections.value,
            server_connections: plan.connections.server_connections,
        }),
        pgbouncer: host.pgbouncer.as_ref().map(|pgbouncer| PgbouncerFacts {
            port: pgbouncer.port,
            max_client_conn: pgbouncer.max_client_conn.value,
            default_pool_size: pgbouncer.default_pool_size.value,
            reserve_pool_size: pgbouncer.reserve_pool_size.value,
        }),
        redis: here.redis().iter().map(redis).collect(),
        sidekiq_redis: host
            .redis
            .as_ref()
            .map(|instances| redis(instances.of(RedisRole::Sidekiq))),
        queues: queues.join(" "),
        loopback: Address::loopback(),
        has_nginx: host.nginx.is_some(),
        domain: quote::shell(plan.spec.web_domain().as_str()),
        web_port: host.puma.as_ref().map(|puma| puma.port),
        streaming_ports: host
            .streaming
            .iter()
            .flat_map(|streaming| streaming.ports.clone())
            .collect(),
        media_domain: media_proxy(here).map(|proxy| quote::shell(proxy.domain.as_str())),
    };
    vec![here.file(&FILE, "verify.sh", &verify).script()]
}

fn huge_pages(postgresql: &Postgresql) -> Option<u64> {
    postgresql.huge_pages.as_ref().map(|pages| pages.value)
}

/// Where files of the host are on it. The script that creates the database goes when that is done.
fn paths(here: Here<'_>, files: &[File], is_wanted: impl Fn(&File) -> bool) -> Vec<String> {
    let lasting = files
        .iter()
        .filter(|file| file.kind.id != "database-sql" && is_wanted(file));
    lasting
        .filter_map(|file| here.path_of(file))
        .map(quote::shell)
        .collect()
}

/// The names of whole units; drop-ins are checked with the unit that they belong to.
fn unit_files(here: Here<'_>, files: &[File]) -> Vec<String> {
    let paths = files.iter().filter_map(|file| here.path_of(file));
    let names = paths.filter_map(|path| path.strip_prefix("/etc/systemd/system/"));
    names
        .filter(|name| !name.contains('/'))
        .map(quote::shell)
        .collect()
}

fn running(here: Here<'_>) -> Vec<String> {
    let mut all = Vec::new();
    all.extend(here.host.nginx.iter().map(|_| "nginx.service".to_owned()));
    all.extend(here.host.postgresql.iter().map(|_| postgresql_unit(here.plan)));
    all.extend(redis_units(here));
    all.extend(here.host.pgbouncer.iter().map(|_| "pgbouncer.service".to_owned()));
    all.extend(here.host.puma.iter().map(|_| "mastodon-web.service".to_owned()));
    if let Some(streaming) = &here.host.streaming {
        if here.plan.spec.mastodon.has_streaming_per_port() {
            let ports = streaming.ports.iter();
            all.extend(ports.map(|port| format!("mastodon-streaming@{port}.service")));
        } else {
            all.push("mastodon-streaming.service".to_owned());
        }
    }
    all.extend(here.host.sidekiq.iter().flat_map(units));
    all
}

fn enabled(here: Here<'_>) -> Vec<String> {
    let always = [
        (Consumer::Nginx, "nginx"),
        (Consumer::Postgresql, "postgresql"),
        (Consumer::Puma, "mastodon-web"),
        (Consumer::Streaming, "mastodon-streaming"),
        (Consumer::Sidekiq, "mastodon-sidekiq"),
    ];
    let there = always.into_iter().filter(|(consumer, _)| here.runs(*consumer));
    let mut all: Vec<_> = there.map(|(_, name)| format!("{name}.service")).collect();
    all.extend(redis_units(here));
    all.extend(here.host.pgbouncer.iter().map(|_| "pgbouncer.service".to_owned()));
    all
}

/// Containers that always run.
fn services(here: Here<'_>) -> Vec<String> {
    let host = here.host;
    let mut all = Vec::new();
    all.extend(host.postgresql.iter().map(|_| "db".to_owned()));
    all.extend(host.pgbouncer.iter().map(|_| "pgbouncer".to_owned()));
    all.extend(here.redis().iter().map(|redis| format!("redis-{}", redis.name)));
    all.extend(host.puma.iter().map(|_| "web".to_owned()));
    all.extend(host.streaming.iter().map(|_| "streaming".to_owned()));
    let processes = host.sidekiq.iter().flat_map(|sidekiq| &sidekiq.processes);
    all.extend(processes.map(|process| format!("sidekiq-{}", process.name)));
    all
}

fn redis(redis: &RedisInstance) -> RedisFacts {
    RedisFacts {
        name: redis.name,
        port: redis.port,
        maxmemory: redis.maxmemory.value.as_kib() * 1024,
        eviction: redis.eviction.value,
        append_only: if redis.is_append_only.value { "yes" } else { "no" },
    }
}
