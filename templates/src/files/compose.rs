//! `docker-compose.yml`: images, commands and health checks by Mastodon's version.

use askama::Template;
use planner::Plan;
use planner::input::{Mastodon, Postgresql};
use planner::plan::{Consumer, ContainerPart, MediaStore, StreamingKind};

use super::exporter_unit::has_exporter;
use super::postgresql_hba::auth_method;
use super::{is_systemd, on_host};
use crate::tuned::{Tuned, tuned, tuned_as};
use crate::{File, FileKind, Render, Secrets};

mod limits;
mod services;

use limits::ContainerLimits;
use services::{RedisService, SidekiqService, StreamingService};

pub(super) static FILE: FileKind = FileKind {
    id: "compose",
    summary: "Mastodon's containers, and those of what it needs.",
    reader: "docker compose",
    render: Render::FromPlan(render),
};

/// Oldest Redis of the images is older than any that a version asks for.
const REDIS_VERSION: &str = "7";

#[derive(Template)]
#[template(path = "opt/mastodon/docker-compose.yml", escape = "none")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Compose {
    about: &'static str,
    image: String,
    has_pgbouncer: bool,
    has_local_media: bool,
    has_exporter: bool,
    limits: GroupLimits,

    postgresql: Postgresql,
    postgresql_port: u16,
    hba_method: &'static str,
    data_folder: &'static str,
    pgbouncer: Option<PgbouncerService>,
    redis_version: &'static str,
    redis: Vec<RedisService>,
    search: Option<SearchService>,

    web_command: &'static str,
    web_health: &'static str,
    web_port: u16,
    workers: Tuned,
    threads: Tuned,

    streaming: Vec<StreamingService>,
    streaming_image: String,
    streaming_command: &'static str,
    streaming_health: &'static str,
    streaming_cluster: Option<Tuned>,
    db_pool: Tuned,

    sidekiq: Vec<SidekiqService>,
    sidekiq_digit: u32,
    stop: Tuned,
    stop_threads_seconds: u32,
    needs_db_pool: bool,
}

struct GroupLimits {
    postgresql: Option<ContainerLimits>,
    pgbouncer: Option<ContainerLimits>,
    search: Option<ContainerLimits>,
    web: Option<ContainerLimits>,
    streaming: Option<ContainerLimits>,
}

struct PgbouncerService {
    port: u16,
    file_limit: Tuned,
}

struct SearchService {
    version: &'static str,
    port: u16,
    heap: Tuned,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if is_systemd(plan) {
        return Vec::new();
    }
    let version = plan.spec.mastodon;
    let streaming = services::streaming(plan);
    let compose = Compose {
        about: FILE.summary,
        image: image(version, "mastodon"),
        has_pgbouncer: plan.uses_pgbouncer(),
        has_local_media: matches!(plan.storage, MediaStore::Local),
        has_exporter: has_exporter(plan),
        limits: GroupLimits {
            postgresql: limits::of_one(plan, Consumer::Postgresql),
            pgbouncer: limits::of_one(plan, Consumer::Pgbouncer),
            search: limits::of_one(plan, Consumer::Search),
            web: limits::of_one(plan, Consumer::Puma),
            streaming: limits::of_part(
                plan,
                Consumer::Streaming,
                ContainerPart::one_of(plan.streaming.processes.value),
            ),
        },
        postgresql: plan.spec.postgresql,
        postgresql_port: plan.postgresql.port,
        hba_method: auth_method(plan),
        data_folder: data_folder(plan.spec.postgresql),
        pgbouncer: plan.pgbouncer.as_ref().map(|pgbouncer| PgbouncerService {
            port: pgbouncer.port,
            file_limit: tuned(&pgbouncer.file_limit),
        }),
        redis_version: REDIS_VERSION,
        redis: services::redis(plan),
        search: plan.search.as_ref().map(|search| SearchService {
            version: search_version(version),
            port: search.port,
            heap: tuned_as(&search.heap, search.heap.value.docker()),
        }),
        web_command: web_command(version),
        web_health: health(version, WEB_HEALTH),
        web_port: plan.puma.port,
        workers: tuned(&plan.puma.workers),
        threads: tuned(&plan.puma.threads),
        streaming,
        streaming_image: streaming_image(version),
        streaming_command: streaming_command(version),
        streaming_health: health(version, STREAMING_HEALTH),
        streaming_cluster: (plan.streaming.kind == StreamingKind::Cluster)
            .then(|| tuned(&plan.streaming.processes)),
        db_pool: tuned(&plan.streaming.db_pool),
        sidekiq: services::sidekiq(plan),
        sidekiq_digit: plan.sidekiq.health_digit,
        stop: tuned(&plan.sidekiq.stop_seconds),
        stop_threads_seconds: plan.sidekiq.stop_threads_seconds,
        needs_db_pool: !version.has_automatic_db_pool(),
    };
    vec![on_host(&FILE, plan, "opt/mastodon/docker-compose.yml", &compose)]
}

fn image(version: Mastodon, name: &str) -> String {
    let place = if version >= Mastodon::V4_2 {
        "ghcr.io/mastodon"
    } else {
        "tootsuite"
    };
    format!("{place}/{name}:v{}", version.newest_patch())
}

fn streaming_image(version: Mastodon) -> String {
    image(
        version,
        if version.has_streaming_image() {
            "mastodon-streaming"
        } else {
            "mastodon"
        },
    )
}

const fn streaming_command(version: Mastodon) -> &'static str {
    if matches!(
        version,
        Mastodon::V3_5 | Mastodon::V4_0 | Mastodon::V4_1 | Mastodon::V4_2
    ) {
        "node ./streaming"
    } else {
        "node ./streaming/index.js"
    }
}

fn web_command(version: Mastodon) -> &'static str {
    if version.has_streaming_image() {
        "bundle exec puma -C config/puma.rb"
    } else {
        r#"bash -c "rm -f /mastodon/tmp/pids/server.pid; bundle exec rails s -p 3000""#
    }
}

/// A check by wget, which images have up to 4.2, and one by curl, which they have from 4.3 on.
type Health = [&'static str; 2];

const WEB_HEALTH: Health = [
    "wget -q --spider --proxy=off localhost:3000/health || exit 1",
    "curl -s --noproxy localhost localhost:3000/health | grep -q 'OK' || exit 1",
];
const STREAMING_HEALTH: Health = [
    "wget -q --spider --proxy=off localhost:4000/api/v1/streaming/health || exit 1",
    "curl -s --noproxy localhost localhost:4000/api/v1/streaming/health | grep -q 'OK' || exit 1",
];

fn health(version: Mastodon, [by_wget, by_curl]: Health) -> &'static str {
    if version.has_streaming_image() {
        by_curl
    } else {
        by_wget
    }
}

/// From 18 on the image keeps each version's data in a folder of its own below the mount.
fn data_folder(version: Postgresql) -> &'static str {
    if version >= Postgresql::V18 {
        "/var/lib/postgresql"
    } else {
        "/var/lib/postgresql/data"
    }
}

/// As in the version's own `docker-compose.yml`.
fn search_version(version: Mastodon) -> &'static str {
    if version >= Mastodon::V4_6 {
        "8.19.15"
    } else {
        "7.17.29"
    }
}
