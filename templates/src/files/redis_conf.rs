//! `redis-NAME.conf`: one Redis instance each.

use askama::Template;
use planner::plan::{RedisInstance, RedisRole, Service};

use crate::files::joined;
use crate::here::Here;
use crate::tuned::{Tuned, tuned, tuned_as, why};
use crate::{File, FileKind, Render, Secrets, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "redis-conf",
    summary: "One Redis: what it may keep, how much, and what it forgets.",
    reader: "Redis",
    render: Render::HostWithSecrets(render),
};

#[derive(Template)]
#[template(path = "etc/redis/redis-NAME.conf", escape = "none")]
struct RedisConf {
    about: &'static str,
    is_container: bool,
    /// On the host: each address at which somebody asks.
    listen: String,
    name: &'static str,
    roles: String,
    port: u16,
    password: String,
    folder: String,
    maxmemory: Tuned,
    eviction: Tuned,
    append_only: Tuned,
    snapshots: Vec<String>,
    snapshots_why: String,
}

fn render(here: Here<'_>, secrets: &Secrets) -> Vec<File> {
    let instances = here.redis().iter();
    instances.map(|redis| instance(here, secrets, redis)).collect()
}

fn instance(here: Here<'_>, secrets: &Secrets, redis: &RedisInstance) -> File {
    let is_container = !here.is_systemd();
    let name = redis.name;
    let conf = RedisConf {
        about: FILE.summary,
        is_container,
        listen: listen(here, redis),
        name,
        roles: roles(redis),
        port: redis.port,
        password: quote::redis(secrets.redis(redis)),
        folder: if is_container {
            "/data".to_owned()
        } else {
            format!("/var/lib/redis/{name}")
        },
        maxmemory: tuned_as(&redis.maxmemory, redis.maxmemory.value.redis()),
        eviction: tuned(&redis.eviction),
        append_only: tuned_as(&redis.is_append_only, yes(redis.is_append_only.value)),
        snapshots: snapshots(redis.snapshots.value),
        snapshots_why: why(redis.snapshots.rule, &redis.snapshots.working),
    };
    let path = if is_container {
        format!("opt/mastodon/redis/{name}.conf")
    } else {
        format!("etc/redis/redis-{name}.conf")
    };
    here.file(&FILE, &path, &conf).secret()
}

fn listen(here: Here<'_>, redis: &RedisInstance) -> String {
    let mut addresses = Vec::new();
    for address in redis
        .roles
        .iter()
        .flat_map(|&role| here.listens(Service::Redis(role)))
    {
        if !addresses.contains(&address) {
            addresses.push(address);
        }
    }
    joined(&addresses, " ")
}

fn roles(redis: &RedisInstance) -> String {
    let names = redis.roles.iter().map(|role| match role {
        RedisRole::Main => "feeds and streaming",
        RedisRole::Sidekiq => "Sidekiq's queues",
        RedisRole::Cache => "the cache",
    });
    names.collect::<Vec<_>>().join(", ")
}

/// One `save` each: before 7.0 a line takes a single pair. None are said by an empty one.
fn snapshots(pairs: &str) -> Vec<String> {
    let words: Vec<_> = pairs.split_whitespace().collect();
    if words.is_empty() {
        return vec!["\"\"".to_owned()];
    }
    words.chunks(2).map(|pair| pair.join(" ")).collect()
}

const fn yes(on: bool) -> &'static str {
    if on { "yes" } else { "no" }
}
