//! `redis-NAME.conf`: one Redis instance each.

use askama::Template;
use planner::plan::{RedisInstance, RedisRole, Service};
use planner::value::text::Address;

use crate::here::Here;
use crate::quote::filters;
use crate::running::store::Store;
use crate::{File, FileKind, Render, Secrets, format};

pub(super) static FILE: FileKind = FileKind {
    id: "redis-conf",
    summary: "One Redis: what it may keep, how much, and what it forgets.",
    reader: "Redis",
    format: &format::REDIS,
    render: Render::HostWithSecrets(render),
};

#[derive(Template)]
#[template(path = "etc/redis/redis-NAME.conf", escape = "redis")]
struct RedisConf<'a> {
    about: &'static str,
    is_container: bool,
    store: &'static Store,
    redis: &'a RedisInstance,
    roles: String,
    /// On the host: each address at which somebody asks.
    listen: Vec<Address>,
    password: &'a str,
    folder: String,
    snapshots: Vec<Vec<&'static str>>,
}

fn render(here: Here<'_>, secrets: &Secrets) -> Vec<File> {
    let instances = here.redis().iter();
    instances.map(|redis| instance(here, secrets, redis)).collect()
}

fn instance(here: Here<'_>, secrets: &Secrets, redis: &RedisInstance) -> File {
    let running = here.running();
    let conf = RedisConf {
        about: FILE.summary,
        is_container: running.is_in_containers(),
        store: running.store(),
        redis,
        roles: roles(redis),
        listen: listen(here, redis),
        password: secrets.redis(redis),
        folder: running.redis_data(redis.name),
        snapshots: snapshots(redis.snapshots.value),
    };
    here.file(&FILE, &running.redis_conf(redis.name), &conf).secret()
}

fn listen(here: Here<'_>, redis: &RedisInstance) -> Vec<Address> {
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
    addresses
}

fn roles(redis: &RedisInstance) -> String {
    let names = redis.roles.iter().map(|role| match role {
        RedisRole::Main => "feeds and streaming",
        RedisRole::Sidekiq => "Sidekiq's queues",
        RedisRole::Cache => "the cache",
    });
    names.collect::<Vec<_>>().join(", ")
}

/// Seconds and changes of one `save` each: before 7.0 a line takes a single pair.
fn snapshots(pairs: &'static str) -> Vec<Vec<&'static str>> {
    let words: Vec<_> = pairs.split_whitespace().collect();
    words.chunks(2).map(<[_]>::to_vec).collect()
}
