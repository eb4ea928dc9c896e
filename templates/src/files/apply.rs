//! `apply.sh`: puts the files of a host in place, and takes them back; `apply.plan`: what it must know for that.

use std::borrow::Cow;

use askama::Template;
use planner::plan::{MediaStore, RedisInstance, RedisRole};
use planner::spec::{Mastodon, Postgresql, Run, ServerState, Spec};
use planner::value::text::{Address, DomainName};

use super::environment;
use crate::elsewhere::Elsewhere;
use crate::here::Here;
use crate::login::{self, Kept};
use crate::quote::filters;
use crate::running::{Owner, image_users};
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "apply",
    summary: "Puts the files of this host in place, after looking at what is there; takes them back.",
    reader: "bash",
    format: &format::SHELL,
    render: Render::HostFromFiles(script),
};

pub(super) static PLAN: FileKind = FileKind {
    id: "apply-plan",
    summary: "What apply.sh must know of the plan.",
    reader: "apply.sh",
    format: &format::SHELL,
    render: Render::HostFromFiles(plan),
};

/// The same for every host that runs Mastodon in the same way.
#[derive(Template)]
#[template(path = "apply.sh")]
struct Script {
    about: &'static str,
    is_systemd: bool,
}

#[derive(Template)]
#[template(path = "apply.plan", escape = "sh")]
struct Facts<'a> {
    about: &'static str,
    situation: ServerState,
    runs: Run,
    live: String,
    env_file: String,
    userlist: String,
    pgbouncer_ini: String,
    pgbouncer_owner: &'static str,
    database_sql: String,
    /// Under systemd.
    owner: Option<Owner<'a>>,
    redis_data: String,
    store: &'static str,
    store_version: String,
    tools: Vec<&'static str>,
    folders: Vec<Placed<'a>>,
    domain: &'a DomainName,
    local_domain: &'a DomainName,
    loopback: Address,
    version: Mastodon,
    /// Where Mastodon runs in containers.
    images: Option<Images>,
    /// Version and port.
    postgresql: Option<(Postgresql, u16)>,
    ends_tls_in_front: &'static str,
    authority: String,
    has_pgbouncer: &'static str,
    has_exporter: &'static str,
    kept: &'static Kept,
    files: Vec<Placed<'a>>,
    owned: Vec<&'static str>,
    redis: Vec<RedisFacts>,
}

/// A file where it goes.
struct Placed<'a> {
    /// Permissions, in octal digits.
    mode: String,
    owner: String,
    path: Cow<'a, str>,
}

struct Images {
    mastodon: String,
    streaming: String,
    /// Empty if the plan names none.
    fork_tag: String,
}

struct RedisFacts {
    name: &'static str,
    port: u16,
    /// In bytes, as Redis answers.
    maxmemory: u64,
    append_only: &'static str,
    roles: String,
}

/// None of the files that it puts in place, so it is made when they are there.
fn script(here: Here<'_>, _: &[File]) -> Vec<File> {
    if !is_applied(here) {
        return Vec::new();
    }
    let script = Script {
        about: FILE.summary,
        is_systemd: here.running().is_by_units(),
    };
    vec![here.file(&FILE, "/apply.sh", &script).script()]
}

fn plan(here: Here<'_>, files: &[File]) -> Vec<File> {
    if !is_applied(here) {
        return Vec::new();
    }
    let running = here.running();
    let spec = &here.plan.spec;
    let (major, minor) = running.store_version();
    let facts = Facts {
        about: PLAN.summary,
        situation: spec.site.server,
        runs: spec.run,
        live: running.folder(),
        env_file: running.environment(),
        userlist: running.userlist(),
        pgbouncer_ini: running.pgbouncer_ini(),
        pgbouncer_owner: running.owner_for_pgbouncer(),
        database_sql: running.database_sql(),
        owner: running.is_by_units().then(|| running.owner_of_mastodon()),
        redis_data: running.redis_folder(),
        store: running.store().name,
        store_version: format!("{major}.{minor}"),
        tools: running.tools(),
        folders: folders(here),
        domain: spec.web_domain(),
        local_domain: &spec.site.domain,
        loopback: Address::loopback(),
        version: spec.mastodon,
        images: running.is_in_containers().then(|| images(spec)),
        postgresql: here
            .host
            .postgresql
            .as_ref()
            .map(|postgresql| (spec.postgresql, postgresql.port)),
        ends_tls_in_front: yes(spec.proxy.ends_tls()),
        authority: here
            .elsewhere()
            .and_then(Elsewhere::authority_to_put)
            .unwrap_or_default(),
        has_pgbouncer: yes(here.host.pgbouncer.is_some()),
        has_exporter: yes(here.has_exporter()),
        kept: login::kept(here.plan),
        files: files.iter().filter_map(|file| placed(here, file)).collect(),
        owned: environment::owned(here.plan),
        redis: here.redis().iter().map(redis).collect(),
    };
    vec![here.file(&PLAN, "/apply.plan", &facts)]
}

/// For a host that has all of Mastodon.
pub(super) fn is_applied(here: Here<'_>) -> bool {
    here.plan.hosts.len() == 1 && here.has_mastodon()
}

/// The script that creates the database is run, and stays in the bundle.
fn placed<'a>(here: Here<'_>, file: &'a File) -> Option<Placed<'a>> {
    let path = here.path_of(file)?;
    if file.kind.id == "database-sql" {
        return None;
    }
    Some(Placed {
        mode: format!("{:o}", file.mode),
        owner: here.running().owner(file.kind.id),
        path: path.into(),
    })
}

fn images(spec: &Spec) -> Images {
    Images {
        mastodon: spec.image(),
        streaming: spec.streaming_image(),
        fork_tag: spec
            .fork
            .tag
            .as_ref()
            .map(ToString::to_string)
            .unwrap_or_default(),
    }
}

/// Folders of containers, each with the user inside that writes to it.
fn folders(here: Here<'_>) -> Vec<Placed<'static>> {
    if here.running().is_by_units() {
        return Vec::new();
    }
    let folder = |mode: &str, owner: &str, path: String| Placed {
        mode: mode.to_owned(),
        owner: owner.to_owned(),
        path: path.into(),
    };
    let redis = here.redis().iter();
    let mut folders: Vec<_> = redis
        .map(|redis| {
            folder(
                "700",
                image_users::REDIS_USER,
                format!("{}/{}", here.running().redis_folder(), redis.name),
            )
        })
        .collect();
    if matches!(here.plan.storage, MediaStore::Local) {
        let public = here.running().public_folder();
        folders.push(folder("755", image_users::MASTODON_USER, public));
        folders.push(folder("755", image_users::MASTODON_USER, here.media_folder()));
    }
    if here.host.search.is_some() {
        folders.push(folder(
            "770",
            image_users::SEARCH_USER,
            format!("{}/elasticsearch", here.running().folder()),
        ));
    }
    folders
}

fn redis(redis: &RedisInstance) -> RedisFacts {
    let roles = redis.roles.iter().map(|role| match role {
        RedisRole::Main => "main",
        RedisRole::Sidekiq => "sidekiq",
        RedisRole::Cache => "cache",
    });
    RedisFacts {
        name: redis.name,
        port: redis.port,
        maxmemory: redis.maxmemory.value.as_bytes(),
        append_only: yes(redis.is_append_only.value),
        roles: roles.collect::<Vec<_>>().join(":"),
    }
}

fn yes(is_so: bool) -> &'static str {
    if is_so { "yes" } else { "no" }
}
