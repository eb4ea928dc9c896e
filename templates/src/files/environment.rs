//! `.env.production`: Mastodon's own settings, by its version.

use askama::Template;
use planner::Plan;
use planner::input::Mastodon;
use planner::plan::{MediaStore, RedisRole};

use super::database_sql::DATABASE;
use super::exporter_unit::has_exporter;
use super::{is_systemd, on_host};
use crate::secrets::DATABASE_USER;
use crate::tuned::{TunedSetting, why};
use crate::{File, FileKind, Render, Secrets, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "environment",
    summary: "Mastodon's own settings.",
    reader: "Mastodon",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "home/mastodon/live/.env.production", escape = "none")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Environment<'a> {
    about: &'static str,
    is_systemd: bool,
    local_domain: String,
    web_domain: Option<String>,
    secrets: &'a Secrets,
    needs_otp_secret: bool,
    needs_encryption_keys: bool,
    has_pgbouncer: bool,
    db_host: &'static str,
    db_port: u16,
    database: &'static str,
    user: &'static str,
    redis_url: String,
    sidekiq_redis_url: String,
    cache_redis_url: String,
    has_object_store: bool,
    storage: Vec<TunedSetting>,
    search: Option<Search>,
    exporter: Option<&'static str>,
}

struct Search {
    host: &'static str,
    port: u16,
    has_preset: bool,
}

fn render(plan: &Plan, secrets: &Secrets) -> Vec<File> {
    let version = plan.spec.mastodon;
    let search = plan.search.as_ref().map(|search| Search {
        host: on_loopback_or(plan, "es"),
        port: search.port,
        has_preset: version >= Mastodon::V4_2,
    });
    let (db_host, db_port) = match &plan.pgbouncer {
        Some(pgbouncer) => (on_loopback_or(plan, "pgbouncer"), pgbouncer.port),
        None => (on_loopback_or(plan, "db"), plan.postgresql.port),
    };
    let environment = Environment {
        about: FILE.summary,
        is_systemd: is_systemd(plan),
        local_domain: quote::env(plan.spec.site.domain.as_str()),
        web_domain: plan
            .spec
            .site
            .web_domain
            .as_ref()
            .map(|domain| quote::env(domain.as_str())),
        secrets,
        needs_otp_secret: version.needs_otp_secret(),
        needs_encryption_keys: version.needs_encryption_keys(),
        has_pgbouncer: plan.uses_pgbouncer(),
        db_host,
        db_port,
        database: DATABASE,
        user: DATABASE_USER,
        redis_url: redis_url(plan, secrets, RedisRole::Main),
        sidekiq_redis_url: redis_url(plan, secrets, RedisRole::Sidekiq),
        cache_redis_url: redis_url(plan, secrets, RedisRole::Cache),
        has_object_store: matches!(plan.storage, MediaStore::Object(_)),
        storage: storage(plan),
        search,
        exporter: has_exporter(plan).then(|| on_loopback_or(plan, "exporter")),
    };
    let path = if is_systemd(plan) {
        "home/mastodon/live/.env.production"
    } else {
        "opt/mastodon/.env.production"
    };
    vec![on_host(&FILE, plan, path, &environment).secret()]
}

/// Containers find each other by their service's name.
fn on_loopback_or(plan: &Plan, service: &'static str) -> &'static str {
    if is_systemd(plan) { "127.0.0.1" } else { service }
}

fn redis_url(plan: &Plan, secrets: &Secrets, role: RedisRole) -> String {
    let redis = plan.redis.of(role);
    let host = if is_systemd(plan) {
        "127.0.0.1".to_owned()
    } else {
        format!("redis-{}", redis.name)
    };
    quote::env(&format!(
        "redis://:{}@{host}:{}/0",
        secrets.redis(redis),
        redis.port
    ))
}

fn storage(plan: &Plan) -> Vec<TunedSetting> {
    let MediaStore::Object(store) = &plan.storage else {
        return Vec::new();
    };
    let variables = store.variables.iter().map(|variable| TunedSetting {
        name: variable.name,
        value: quote::env(&variable.value.value),
        why: why(variable.value.rule, &variable.value.working),
    });
    variables.collect()
}
