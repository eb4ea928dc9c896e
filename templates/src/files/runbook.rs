//! `RUNBOOK.md`: how to put the files to work, in order, and what to do later.

use askama::Template;
use planner::Plan;
use planner::plan::{MediaStore, RedisInstance, RedisRole, Service};
use planner::spec::{Mastodon, PgbouncerAuth, Postgresql, ServerState};
use planner::value::choice::Chosen;
use planner::value::text::Address;

use super::exporter_unit::has_exporter;
use super::laid_out;
use super::media_site::media_proxy;
use crate::here::Here;
use crate::quote::{markdown, shell};
use crate::{File, FileKind, Render};

mod extras;
mod marks;

use extras::Extra;
use marks::Mark;

pub(super) static FILE: FileKind = FileKind {
    id: "runbook",
    summary: "How to put these files to work, in order, and what to do later.",
    reader: "you",
    render: Render::SiteFromFiles(render),
};

#[derive(Template)]
#[template(path = "RUNBOOK.md", escape = "none")]
struct Runbook {
    about: &'static str,
    domain: String,
    hosts: Vec<Steps>,
}

/// What to do on one host.
#[derive(Template)]
#[template(path = "runbook/host.md", escape = "none")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Steps {
    is_one_of_several: bool,
    is_new: bool,
    is_systemd: bool,
    host: String,
    domain: String,
    web_differs_from: Option<String>,
    distribution: &'static str,
    certbot_contact: String,
    certificates: Vec<String>,
    media: Option<Media>,
    has_object_store: bool,
    has_local_media: bool,
    retention_days: u32,

    version: Mastodon,
    tag: String,
    node: u32,
    packages: String,
    yarn_install: &'static str,
    owner_role: &'static str,
    approve: &'static str,
    needs_otp_secret: bool,
    has_exporter: bool,
    has_search: bool,
    /// Of one more process, where there is a port for each.
    next_streaming_port: Option<u16>,
    loopback: Address,

    has_postgresql: bool,
    postgresql: Postgresql,
    postgresql_port: Option<u16>,
    needs_pgdg: bool,
    has_pgbouncer: bool,
    has_md5: bool,
    password_encryption: &'static str,
    secret_mark: &'static str,
    secret_begins: &'static str,
    redis: Vec<RedisText>,
    redis_units: String,

    extras: Vec<Extra>,
    extra_processes: u32,
    env_path: &'static str,
    marks: Vec<Mark>,
    marks_in_env: String,
    marks_to_draw: String,
}

struct Media {
    domain: String,
}

struct RedisText {
    name: &'static str,
    port: u16,
    is_append_only: bool,
    /// A cache fills by itself; what the others hold must move along.
    keeps_data: bool,
    /// Keys that one Redis held for all, and that are none of this one's any more.
    left_to_others: Vec<&'static str>,
}

fn render(plan: &Plan, files: &[File]) -> Vec<File> {
    let with_files = Here::all(plan).filter(|here| files.iter().any(|file| here.path_of(file).is_some()));
    let runbook = Runbook {
        about: FILE.summary,
        domain: shell(plan.spec.web_domain().as_str()),
        hosts: with_files.map(|here| steps(here, files)).collect(),
    };
    vec![File::new(&FILE, "RUNBOOK.md", laid_out(&runbook))]
}

fn steps(here: Here<'_>, files: &[File]) -> Steps {
    let spec = &here.plan.spec;
    let version = spec.mastodon;
    let is_new = spec.site.server == ServerState::New;
    let has_md5 = spec.options.pgbouncer_auth == PgbouncerAuth::Md5;
    let marks = marks::marks(here, files);
    Steps {
        is_one_of_several: here.plan.hosts.len() > 1,
        is_new,
        is_systemd: here.is_systemd(),
        host: shell(here.host.name.as_str()),
        domain: shell(spec.web_domain().as_str()),
        web_differs_from: spec
            .site
            .web_domain
            .as_ref()
            .map(|_| markdown(spec.site.domain.as_str())),
        distribution: spec.distribution.label(),
        certbot_contact: certbot_contact(here),
        certificates: certificates(here, is_new),
        media: media_proxy(here).map(|proxy| Media {
            domain: shell(proxy.domain.as_str()),
        }),
        has_object_store: matches!(here.plan.storage, MediaStore::Object(_)),
        has_local_media: matches!(here.plan.storage, MediaStore::Local),
        retention_days: spec.storage.media_retention_days,
        version,
        tag: format!("v{}", version.newest_patch()),
        node: version.node_major(),
        packages: packages(here),
        yarn_install: if version.has_streaming_image() {
            "yarn install --immutable"
        } else {
            "yarn install --pure-lockfile"
        },
        owner_role: if version >= Mastodon::V4_0 {
            "Owner"
        } else {
            "admin"
        },
        approve: "bin/tootctl accounts approve YOUR_NAME",
        needs_otp_secret: version.needs_otp_secret(),
        has_exporter: has_exporter(here),
        has_search: here.host.search.is_some(),
        next_streaming_port: next_streaming_port(here),
        loopback: Address::loopback(),
        has_postgresql: here.host.postgresql.is_some(),
        postgresql: spec.postgresql,
        postgresql_port: here.place(Service::Postgresql).map(|place| place.port),
        needs_pgdg: spec.postgresql != spec.distribution.postgresql(),
        has_pgbouncer: here.host.pgbouncer.is_some(),
        has_md5,
        password_encryption: if has_md5 {
            "set password_encryption = 'md5'; "
        } else {
            ""
        },
        secret_mark: if has_md5 { "DB_MD5_HASH" } else { "DB_SCRAM_SECRET" },
        secret_begins: if has_md5 { "md5" } else { "SCRAM-SHA-256" },
        redis: here.redis().iter().map(redis).collect(),
        redis_units: redis_units(here),
        extras: extras::extras(here),
        extra_processes: here
            .host
            .sidekiq
            .as_ref()
            .map_or(0, |sidekiq| sidekiq.extra_processes.value),
        env_path: if here.is_systemd() {
            "/home/mastodon/live/.env.production"
        } else {
            "/opt/mastodon/.env.production"
        },
        marks_in_env: marks::of_present_file(&marks),
        marks_to_draw: marks::to_draw(&marks),
        marks,
    }
}

fn certbot_contact(here: Here<'_>) -> String {
    match &here.plan.spec.site.contact {
        Some(contact) => format!("--email {} --no-eff-email", shell(contact.as_str())),
        None => "--register-unsafely-without-email".to_owned(),
    }
}

/// A server that exists has the certificate of its pages.
fn certificates(here: Here<'_>, is_new: bool) -> Vec<String> {
    let pages = is_new.then(|| here.plan.spec.web_domain());
    let media = media_proxy(here).map(|proxy| proxy.domain);
    pages
        .into_iter()
        .chain(media)
        .map(|domain| shell(domain.as_str()))
        .collect()
}

fn next_streaming_port(here: Here<'_>) -> Option<u16> {
    let streaming = here.host.streaming.as_ref()?;
    let is_per_port = here.plan.spec.mastodon.has_streaming_per_port();
    let last = streaming.ports.iter().max().filter(|_| is_per_port)?;
    Some(last.saturating_add(1))
}

/// Packages that not every plan needs.
fn packages(here: Here<'_>) -> String {
    let mut packages = String::new();
    if here.host.pgbouncer.is_some() {
        packages.push_str(" pgbouncer");
    }
    if here.plan.spec.mastodon < Mastodon::V4_6 {
        packages.push_str(" imagemagick");
    }
    packages
}

/// Feeds, and the jobs of Sidekiq that wait: the keys that may be many.
const FEEDS: &[&str] = &["feed:*"];
const QUEUES: &[&str] = &["queue:*", "schedule", "retry", "dead"];

fn redis(redis: &RedisInstance) -> RedisText {
    let has = |role| redis.roles.contains(&role);
    let of_others = [(RedisRole::Main, FEEDS), (RedisRole::Sidekiq, QUEUES)];
    let left = of_others.into_iter().filter(|(role, _)| !has(*role));
    RedisText {
        name: redis.name,
        port: redis.port,
        is_append_only: redis.is_append_only.value,
        keeps_data: has(RedisRole::Main) || has(RedisRole::Sidekiq),
        left_to_others: left.flat_map(|(_, patterns)| patterns.iter().copied()).collect(),
    }
}

fn redis_units(here: Here<'_>) -> String {
    let units = here
        .redis()
        .iter()
        .map(|redis| format!("redis-server@{}", redis.name));
    units.collect::<Vec<_>>().join(" ")
}
