//! `verify.sh`: asks the programs on the host whether all is as planned.

use askama::Template;
use planner::Plan;
use planner::plan::{RedisInstance, RedisRole};

use super::media_site::media_proxy;
use super::sidekiq_umbrella::units;
use super::{is_systemd, on_host, on_the_host, postgresql_unit};
use crate::{File, FileKind, Render, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "verify",
    summary: "Asks the programs on this host whether all is as planned.",
    reader: "sh",
    render: Render::FromFiles(render),
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
    postgresql_port: u16,
    max_connections: u32,
    server_connections: u32,
    pgbouncer: Option<PgbouncerFacts>,
    redis: Vec<RedisFacts>,
    sidekiq_redis: RedisFacts,
    queues: String,
    domain: String,
    web_port: u16,
    streaming_ports: Vec<u16>,
    media_domain: Option<String>,
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

fn render(plan: &Plan, files: &[File]) -> Vec<File> {
    let queues: Vec<_> = plan
        .spec
        .mastodon
        .queues()
        .iter()
        .map(ToString::to_string)
        .collect();
    let verify = Verify {
        about: FILE.summary,
        is_systemd: is_systemd(plan),
        secret_files: paths(plan, files, File::is_secret),
        units: unit_files(files),
        files: paths(plan, files, |_| true),
        running: running(plan),
        enabled: enabled(plan),
        services: services(plan),
        huge_pages: plan.postgresql.huge_pages.as_ref().map(|pages| pages.value),
        postgresql_port: plan.postgresql.port,
        max_connections: plan.connections.max_connections.value,
        server_connections: plan.connections.server_connections,
        pgbouncer: plan.pgbouncer.as_ref().map(|pgbouncer| PgbouncerFacts {
            port: pgbouncer.port,
            max_client_conn: pgbouncer.max_client_conn.value,
            default_pool_size: pgbouncer.default_pool_size.value,
            reserve_pool_size: pgbouncer.reserve_pool_size.value,
        }),
        redis: plan.redis.instances.iter().map(redis).collect(),
        sidekiq_redis: redis(plan.redis.of(RedisRole::Sidekiq)),
        queues: queues.join(" "),
        domain: quote::shell(plan.spec.web_domain().as_str()),
        web_port: plan.puma.port,
        streaming_ports: plan.streaming.ports.clone(),
        media_domain: media_proxy(plan).map(|proxy| quote::shell(proxy.domain.as_str())),
    };
    vec![on_host(&FILE, plan, "verify.sh", &verify).script()]
}

/// Where files of the host are on it. The script that creates the database goes when that is done.
fn paths(plan: &Plan, files: &[File], is_wanted: impl Fn(&File) -> bool) -> Vec<String> {
    let lasting = files
        .iter()
        .filter(|file| file.kind.id != "database-sql" && is_wanted(file));
    lasting
        .filter_map(|file| on_the_host(plan, file))
        .map(quote::shell)
        .collect()
}

/// The names of whole units; drop-ins are checked with the unit that they belong to.
fn unit_files(files: &[File]) -> Vec<String> {
    let names = files
        .iter()
        .filter_map(|file| file.path.split_once("/etc/systemd/system/"));
    let whole = names.map(|(_, name)| name).filter(|name| !name.contains('/'));
    whole.map(quote::shell).collect()
}

fn running(plan: &Plan) -> Vec<String> {
    let mut all = vec!["nginx.service".to_owned(), postgresql_unit(plan)];
    all.extend(redis_units(plan));
    all.extend(plan.pgbouncer.iter().map(|_| "pgbouncer.service".to_owned()));
    all.push("mastodon-web.service".to_owned());
    if plan.spec.mastodon.has_streaming_per_port() {
        all.extend(
            plan.streaming
                .ports
                .iter()
                .map(|port| format!("mastodon-streaming@{port}.service")),
        );
    } else {
        all.push("mastodon-streaming.service".to_owned());
    }
    all.extend(units(plan));
    all
}

fn enabled(plan: &Plan) -> String {
    let mut all: Vec<_> = [
        "nginx",
        "postgresql",
        "mastodon-web",
        "mastodon-streaming",
        "mastodon-sidekiq",
    ]
    .map(|name| format!("{name}.service"))
    .to_vec();
    all.extend(redis_units(plan));
    all.extend(plan.pgbouncer.iter().map(|_| "pgbouncer.service".to_owned()));
    all.join(" ")
}

fn redis_units(plan: &Plan) -> impl Iterator<Item = String> {
    plan.redis
        .instances
        .iter()
        .map(|redis| format!("redis-server@{}.service", redis.name))
}

/// Containers that always run.
fn services(plan: &Plan) -> String {
    let mut all = vec!["db".to_owned()];
    all.extend(plan.pgbouncer.iter().map(|_| "pgbouncer".to_owned()));
    all.extend(
        plan.redis
            .instances
            .iter()
            .map(|redis| format!("redis-{}", redis.name)),
    );
    all.extend(["web".to_owned(), "streaming".to_owned()]);
    all.extend(
        plan.sidekiq
            .processes
            .iter()
            .map(|process| format!("sidekiq-{}", process.name)),
    );
    all.join(" ")
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
