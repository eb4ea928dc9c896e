//! `apply.sh`: puts the files of a host in place, and takes them back; `apply.plan`: what it must know for that.

use askama::Template;
use planner::plan::{RedisInstance, RedisRole, Service};
use planner::spec::{Mastodon, Postgresql, ServerState};
use planner::value::text::{Address, DomainName};

use super::environment;
use crate::here::Here;
use crate::login::{self, Kept};
use crate::quote::filters;
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

/// The same for every host.
#[derive(Template)]
#[template(path = "apply.sh")]
struct Script {
    about: &'static str,
}

#[derive(Template)]
#[template(path = "apply.plan", escape = "sh")]
struct Facts<'a> {
    about: &'static str,
    situation: ServerState,
    domain: &'a DomainName,
    local_domain: &'a DomainName,
    loopback: Address,
    version: Mastodon,
    postgresql: Postgresql,
    has_postgresql: &'static str,
    postgresql_port: u16,
    ends_tls_in_front: &'static str,
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
    owner: &'static str,
    path: &'a str,
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
    let script = Script { about: FILE.summary };
    vec![here.file(&FILE, "/apply.sh", &script).script()]
}

fn plan(here: Here<'_>, files: &[File]) -> Vec<File> {
    let Some(postgresql) = here.reached(Service::Postgresql).filter(|_| is_applied(here)) else {
        return Vec::new();
    };
    let spec = &here.plan.spec;
    let facts = Facts {
        about: PLAN.summary,
        situation: spec.site.server,
        domain: spec.web_domain(),
        local_domain: &spec.site.domain,
        loopback: Address::loopback(),
        version: spec.mastodon,
        postgresql: spec.postgresql,
        has_postgresql: yes(here.host.postgresql.is_some()),
        postgresql_port: postgresql.port,
        ends_tls_in_front: yes(spec.proxy.ends_tls()),
        has_pgbouncer: yes(here.host.pgbouncer.is_some()),
        has_exporter: yes(here.has_exporter()),
        kept: login::kept(here.plan),
        files: files.iter().filter_map(|file| placed(here, file)).collect(),
        owned: environment::owned(here.plan),
        redis: here.redis().iter().map(redis).collect(),
    };
    vec![here.file(&PLAN, "/apply.plan", &facts)]
}

/// For a host that has all of Mastodon, under systemd.
fn is_applied(here: Here<'_>) -> bool {
    let has_database = here.host.postgresql.is_some() || here.elsewhere().is_some();
    here.running().is_by_units() && here.plan.hosts.len() == 1 && has_database
}

/// The script that creates the database is run, and stays in the bundle.
fn placed<'a>(here: Here<'_>, file: &'a File) -> Option<Placed<'a>> {
    let path = here.path_of(file)?;
    if file.kind.id == "database-sql" {
        return None;
    }
    Some(Placed {
        mode: format!("{:o}", file.mode),
        owner: owner(file.kind),
        path,
    })
}

/// Who reads the files that not everybody may read.
fn owner(kind: &FileKind) -> &'static str {
    match kind.id {
        "environment" => "mastodon:mastodon",
        "redis-conf" => "redis:redis",
        "pgbouncer-ini" | "userlist" => "postgres:postgres",
        _ => "root:root",
    }
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
