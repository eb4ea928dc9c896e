//! `docker-compose.yml`: images, commands and health checks as in the file of Mastodon's version.

use askama::Template;
use planner::plan::{MediaStore, Service, Timeouts};
use planner::rule::Value;
use planner::spec::{Mastodon, Run};
use planner::value::text::{Address, Folder};

use crate::elsewhere::{self, Elsewhere, Variable};
use crate::here::{Here, Reached};
use crate::quote::filters;
use crate::running::Running;
use crate::running::store::Store;
use crate::{File, FileKind, Render, format};

mod limits;
mod mastodon;
mod stores;

use mastodon::{Sidekiq, Streaming, Web};
use stores::{Pgbouncer, Postgresql, Redis, Search};

pub(super) static FILE: FileKind = FileKind {
    id: "compose",
    summary: "Mastodon's containers, and those of what it needs.",
    reader: "docker compose",
    format: &format::COMPOSE,
    render: Render::HostUnder(Run::Compose, render),
};

#[derive(Template)]
#[template(path = "opt/mastodon/docker-compose.yml")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Compose<'a> {
    about: &'static str,
    loopback: Address,
    has_mastodon: bool,
    version: Mastodon,
    image: String,
    streaming_image: String,
    has_local_media: bool,
    media_folder: &'a str,
    has_exporter: bool,
    /// Of each of Mastodon's containers.
    file_limit: &'a Value<u32>,
    timeouts: Option<&'a Timeouts>,
    /// For what must not go through PgBouncer.
    database: Option<Reached>,
    over_network: Vec<Variable>,
    for_streaming: Option<Variable>,
    /// The certificate that programs in containers need of the host.
    authority: Option<&'static str>,
    is_elsewhere: bool,
    has_stores: bool,

    postgresql: Option<Postgresql<'a>>,
    pgbouncer: Option<Pgbouncer<'a>>,
    redis: Vec<Redis<'a>>,
    store: &'static Store,
    search: Option<Search<'a>>,
    web: Option<Web<'a>>,
    streaming: Option<Streaming<'a>>,
    sidekiq: Option<Sidekiq<'a>>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let host = here.host;
    let has_stores = host.postgresql.is_some() || host.pgbouncer.is_some() || host.redis.is_some();
    if !here.has_mastodon() && !has_stores && host.search.is_none() {
        return Vec::new();
    }
    let version = here.plan.spec.mastodon;
    let compose = Compose {
        about: FILE.summary,
        loopback: Address::loopback(),
        has_mastodon: here.has_mastodon(),
        version,
        image: here.plan.spec.image(),
        streaming_image: here.plan.spec.streaming_image(),
        media_folder: here
            .plan
            .spec
            .storage
            .folder_elsewhere()
            .map_or("./public/system", Folder::as_str),
        has_local_media: matches!(here.plan.storage, MediaStore::Local),
        has_exporter: here.has_exporter(),
        file_limit: &host.file_limit,
        timeouts: here.timeouts(),
        has_stores,
        database: here.reached(Service::Postgresql),
        over_network: here.elsewhere().map(Elsewhere::for_libpq).unwrap_or_default(),
        for_streaming: elsewhere::for_streaming(here),
        authority: here
            .elsewhere()
            .and_then(Elsewhere::authority_to_put)
            .map(|_| Running::DATABASE_AUTHORITY),
        is_elsewhere: here.elsewhere().is_some(),
        postgresql: stores::postgresql(here),
        pgbouncer: stores::pgbouncer(here),
        redis: stores::redis(here),
        store: here.running().store(),
        search: stores::search(here),
        web: mastodon::web(here),
        streaming: mastodon::streaming(here),
        sidekiq: mastodon::sidekiq(here),
    };
    vec![here.file(
        &FILE,
        &format!("{}/docker-compose.yml", here.running().folder()),
        &compose,
    )]
}
