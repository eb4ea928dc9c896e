//! `.env.production`: Mastodon's own settings, by its version.

use askama::Template;
use planner::Plan;
use planner::plan::{MediaStore, RedisRole, Service};
use planner::spec::{Run, Site};
use planner::value::text::{Address, Folder};

use crate::elsewhere::{self, Elsewhere};
use crate::here::{Here, Reached};
use crate::login;
use crate::quote::filters;
use crate::running::containers;
use crate::{File, FileKind, Render, Secrets, format};

mod mail;

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
    /// Whose word on the visitor's address Mastodon takes, where it is not as it comes.
    trusted_proxies: Option<String>,
    site: &'a Site,
    mail: Vec<mail::Variable>,
    secrets: &'a Secrets,
    needs_otp_secret: bool,
    needs_encryption_keys: bool,
    has_pgbouncer: bool,
    db: Option<Reached>,
    database: &'a str,
    user: &'a str,
    password: &'a str,
    /// To a database elsewhere, where no PgBouncer stands between.
    over_network: Option<Vec<elsewhere::Variable>>,
    redis_url: Option<String>,
    sidekiq_redis_url: Option<String>,
    cache_redis_url: Option<String>,
    must_turn_libvips_off: bool,
    media_folder: Option<&'a Folder>,
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
        trusted_proxies: trusted_proxies(here),
        site: &spec.site,
        mail: mail::variables(spec),
        secrets,
        needs_otp_secret: version.needs_otp_secret(),
        needs_encryption_keys: version.needs_encryption_keys(),
        has_pgbouncer,
        db: here.reached(database),
        database: login::database(here.plan),
        user: login::role(here.plan),
        password: login::password(here.plan, secrets),
        over_network: here
            .elsewhere()
            .filter(|_| !has_pgbouncer)
            .map(Elsewhere::for_libpq),
        redis_url: redis_url(RedisRole::Main),
        sidekiq_redis_url: redis_url(RedisRole::Sidekiq),
        cache_redis_url: redis_url(RedisRole::Cache),
        media_folder: media_folder(here.plan),
        must_turn_libvips_off: spec.must_turn_libvips_off(),
        storage: &here.plan.storage,
        search: here.reached(Service::Search).map(|at| Search {
            at,
            has_preset: version.has_search_preset(),
        }),
        exporter: here.has_exporter().then(|| exporter_host(here)),
    };
    let file = here.file(&FILE, &here.running().environment(), &environment);
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
        "PGSSLROOTCERT",
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
    if media_folder(plan).is_some() {
        names.push("PAPERCLIP_ROOT_PATH");
    }
    // Where the plan has no need of it, the admin may have.
    if plan.spec.must_turn_libvips_off() {
        names.push("MASTODON_USE_LIBVIPS");
    }
    // The role and the database of a host of this plan keep their names.
    if plan.spec.database.is_elsewhere() {
        names.extend(["DB_NAME", "DB_USER"]);
    }
    names.extend(plan.spec.proxy.is_there().then_some("TRUSTED_PROXY_IP"));
    names.extend(mail::owned(&plan.spec));
    if let MediaStore::Object(store) = &plan.storage {
        names.extend(store.variables.iter().map(|variable| variable.name));
    }
    names
}

/// Containers see media where they always do.
fn media_folder(plan: &Plan) -> Option<&Folder> {
    let folder = plan.spec.storage.folder_elsewhere();
    folder.filter(|_| plan.spec.run == Run::Systemd)
}

/// nginx's own addresses, as Mastodon sees them, and the proxy's in front.
fn trusted_proxies(here: Here<'_>) -> Option<String> {
    let proxy = &here.plan.spec.proxy;
    if !proxy.is_there() {
        return None;
    }
    let loopback = Address::loopback().to_string();
    let own = [loopback.as_str(), "::1"].into_iter();
    let of_containers: &[_] = if here.running().is_in_containers() {
        &containers::GATEWAYS
    } else {
        &[]
    };
    let all: Vec<_> = own
        .chain(of_containers.iter().copied())
        .chain(proxy.networks())
        .collect();
    Some(all.join(" "))
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
