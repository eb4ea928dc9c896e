//! `.env.production`: Mastodon's own settings, by its version.

use askama::Template;
use planner::Plan;
use planner::plan::{MediaStore, RedisRole, Service};
use planner::spec::Site;
use planner::value::text::Address;

use crate::here::{Here, Reached};
use crate::login;
use crate::quote::filters;
use crate::running::containers;
use crate::{File, FileKind, Render, Secrets, format};

pub(super) static FILE: FileKind = FileKind {
    id: "environment",
    summary: "Mastodon's own settings.",
    reader: "Mastodon",
    format: &format::ENV,
    render: Render::HostWithSecrets(render),
};

#[derive(Template)]
#[template(path = "home/mastodon/live/.env.production")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Environment<'a> {
    about: &'static str,
    has_units: bool,
    loopback: Address,
    site: &'a Site,
    sender: String,
    secrets: &'a Secrets,
    needs_otp_secret: bool,
    needs_encryption_keys: bool,
    has_pgbouncer: bool,
    db: Option<Reached>,
    database: &'static str,
    user: &'static str,
    redis_url: Option<String>,
    sidekiq_redis_url: Option<String>,
    cache_redis_url: Option<String>,
    storage: &'a MediaStore,
    search: Option<Search>,
    exporter: Option<String>,
}

struct Search {
    at: Reached,
    has_preset: bool,
}

fn render(here: Here<'_>, secrets: &Secrets) -> Vec<File> {
    if !here.has_mastodon() {
        return Vec::new();
    }
    let spec = &here.plan.spec;
    let version = spec.mastodon;
    let has_pgbouncer = here.plan.uses_pgbouncer();
    let database = if has_pgbouncer {
        Service::Pgbouncer
    } else {
        Service::Postgresql
    };
    let redis_url = |role| redis_url(here, secrets, role);
    let environment = Environment {
        about: FILE.summary,
        has_units: here.running().is_by_units(),
        loopback: Address::loopback(),
        site: &spec.site,
        sender: format!("notifications@{}", spec.site.domain),
        secrets,
        needs_otp_secret: version.needs_otp_secret(),
        needs_encryption_keys: version.needs_encryption_keys(),
        has_pgbouncer,
        db: here.reached(database),
        database: login::DATABASE,
        user: login::ROLE,
        redis_url: redis_url(RedisRole::Main),
        sidekiq_redis_url: redis_url(RedisRole::Sidekiq),
        cache_redis_url: redis_url(RedisRole::Cache),
        storage: &here.plan.storage,
        search: here.reached(Service::Search).map(|at| Search {
            at,
            has_preset: version.has_search_preset(),
        }),
        exporter: here.has_exporter().then(|| exporter_host(here)),
    };
    let file = here.file(&FILE, here.running().environment(), &environment);
    vec![
        File {
            text: secrets.filled_in(&file.text),
            ..file
        }
        .secret(),
    ]
}

/// Variables that the plan decides, by its numbers or by where its services are. The others are the site's own.
pub(super) fn owned(plan: &Plan) -> Vec<&'static str> {
    let mut names = vec![
        "DB_HOST",
        "DB_PORT",
        "DB_SSLMODE",
        "DB_POOL",
        "PREPARED_STATEMENTS",
        "REDIS_URL",
        "SIDEKIQ_REDIS_URL",
        "CACHE_REDIS_URL",
        "ES_ENABLED",
        "ES_HOST",
        "ES_PORT",
        "ES_PRESET",
        "MASTODON_PROMETHEUS_EXPORTER_ENABLED",
        "PROMETHEUS_EXPORTER_HOST",
        "PROMETHEUS_EXPORTER_PORT",
    ];
    if let MediaStore::Object(store) = &plan.storage {
        names.extend(store.variables.iter().map(|variable| variable.name));
    }
    names
}

fn exporter_host(here: Here<'_>) -> String {
    if here.running().is_in_containers() {
        containers::EXPORTER.to_owned()
    } else {
        Address::loopback().to_string()
    }
}

fn redis_url(here: Here<'_>, secrets: &Secrets, role: RedisRole) -> Option<String> {
    let redis = here.place(Service::Redis(role))?.host.redis.as_ref()?.of(role);
    let reached = here.reached(Service::Redis(role))?;
    Some(format!("redis://:{}@{reached}/0", secrets.redis(redis)))
}
