//! `RUNBOOK.md`: how to put the files to work, in order, and what to do later.

use askama::Template;
use planner::Plan;
use planner::finding::Severity;
use planner::plan::{HostPlan, MediaStore, Reading, Service};
use planner::spec::PgbouncerAuth;
use planner::spec::ServerState;
use planner::spec::Spec;
use planner::value::choice::Chosen;
use planner::value::text::{Address, DomainName, Folder};

use super::backup;
use crate::elsewhere::Elsewhere;
use crate::here::Here;
use crate::quote::filters;
use crate::running::Owner;
use crate::running::store::Store;
use crate::{File, FileKind, Render, format};

mod bucket;
mod extras;
mod marks;

use bucket::Bucket;
use extras::Extra;
use marks::Mark;

pub(super) static FILE: FileKind = FileKind {
    id: "runbook",
    summary: "How to put these files to work, in order, and what to do later.",
    reader: "you",
    format: &format::MARKDOWN,
    render: Render::SiteFromFiles(render),
};

#[derive(Template)]
#[template(path = "RUNBOOK.md")]
struct Runbook<'a> {
    about: &'static str,
    domain: &'a DomainName,
    hosts: Vec<Steps<'a>>,
}

/// What to do on one host: commands, with prose around them.
#[derive(Template)]
#[template(path = "runbook/host.md", escape = "sh")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct Steps<'a> {
    spec: &'a Spec,
    host: &'a HostPlan,
    is_one_of_several: bool,
    is_new: bool,
    was_made_by_howdah: bool,
    is_systemd: bool,
    loopback: Address,

    domain: &'a DomainName,
    certificates: Vec<&'a DomainName>,
    media: Option<&'a DomainName>,
    body_size_mib: u32,
    has_object_store: bool,
    bucket: Option<Bucket<'a>>,
    has_local_media: bool,
    media_folder: Option<&'a Folder>,
    default_media: String,
    media_owner: &'a str,
    store: &'static Store,
    /// Whether Mastodon removes old media of other servers.
    cleans_by_itself: bool,
    backup_folder: &'static str,
    backup_defaults: &'static str,

    packages: Vec<&'static str>,
    yarn_lock_option: &'static str,
    has_exporter: bool,
    /// Of Elasticsearch's package, where it runs on the host.
    search_version: Option<SearchVersion>,
    /// Of one more process, where there is a port for each.
    next_streaming_port: Option<u16>,

    /// What leads commands past PgBouncer, before them.
    direct: Vec<(&'static str, String)>,
    elsewhere: Option<Elsewhere<'a>>,
    has_md5: bool,
    extras: Vec<Extra>,
    extra_processes: u32,
    env_path: String,
    mastodon: Owner<'a>,
    /// Of Mastodon's folder.
    parent: String,
    marks: Vec<Mark>,
    /// Why the plan should not be applied.
    errors: Vec<&'a str>,
}

struct SearchVersion {
    whole: &'static str,
    major: u32,
}

fn render(plan: &Plan, files: &[File]) -> Vec<File> {
    let with_files = Here::all(plan).filter(|here| files.iter().any(|file| here.path_of(file).is_some()));
    let runbook = Runbook {
        about: FILE.summary,
        domain: plan.spec.web_domain(),
        hosts: with_files.map(|here| steps(here, files)).collect(),
    };
    vec![File::new(&FILE, "RUNBOOK.md", &runbook)]
}

fn steps<'a>(here: Here<'a>, files: &[File]) -> Steps<'a> {
    let spec = &here.plan.spec;
    let version = spec.mastodon;
    let is_new = !spec.site.server.runs_already();
    let media = here.media_proxy().map(|proxy| &proxy.proxied.domain);
    let has_md5 = spec.options.pgbouncer_auth == PgbouncerAuth::Md5 && here.host.postgresql.is_some();
    Steps {
        spec,
        host: here.host,
        is_one_of_several: here.plan.hosts.len() > 1,
        is_new,
        was_made_by_howdah: spec.site.server == ServerState::Changed,
        is_systemd: here.running().is_by_units(),
        loopback: Address::loopback(),
        domain: spec.web_domain(),
        // A server that exists has the certificate of its pages.
        certificates: is_new
            .then(|| spec.web_domain())
            .into_iter()
            .chain(media)
            .filter(|_| !spec.proxy.ends_tls())
            .collect(),
        media,
        body_size_mib: version.body_size_mib(),
        has_object_store: matches!(here.plan.storage, MediaStore::Object(_)),
        bucket: bucket::bucket(here),
        media_folder: spec.storage.folder_elsewhere(),
        default_media: here.running().media_folder(),
        media_owner: here.running().media_owner(),
        store: here.running().store(),
        has_local_media: matches!(here.plan.storage, MediaStore::Local),
        cleans_by_itself: version.clears_media(),
        backup_folder: backup::FOLDER,
        backup_defaults: backup::DEFAULTS,
        packages: packages(here),
        yarn_lock_option: if version.has_yarn_4() {
            "--immutable"
        } else {
            "--pure-lockfile"
        },
        has_exporter: here.has_exporter(),
        search_version: (here.host.search.is_some() && here.running().is_by_units()).then(|| SearchVersion {
            whole: version.elasticsearch(),
            major: version.elasticsearch_major(),
        }),
        next_streaming_port: next_streaming_port(here),
        direct: direct(here),
        elsewhere: here.elsewhere(),
        has_md5,
        extras: extras::extras(here),
        extra_processes: here
            .host
            .sidekiq
            .as_ref()
            .map_or(0, |sidekiq| sidekiq.extra_processes.value),
        env_path: here.running().environment(),
        parent: parent(&here.running().folder()),
        mastodon: here.running().owner_of_mastodon(),
        marks: marks::marks(here, files),
        errors: here
            .plan
            .findings
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.message.as_str())
            .collect(),
    }
}

/// Where a folder is.
fn parent(folder: &str) -> String {
    let above = folder.rsplit_once('/').map_or("", |(above, _)| above);
    if above.is_empty() { "/" } else { above }.to_owned()
}

/// On this host the address is the same, and only the port differs.
fn direct(here: Here<'_>) -> Vec<(&'static str, String)> {
    let Some(elsewhere) = here.elsewhere() else {
        let port = here.place(Service::Postgresql).map(|place| place.port);
        return port
            .into_iter()
            .map(|port| ("DB_PORT", port.to_string()))
            .collect();
    };
    let reached = here.reached(Service::Postgresql).into_iter();
    let place = reached.flat_map(|at| [("DB_HOST", at.host), ("DB_PORT", at.port.to_string())]);
    let variables = elsewhere.for_libpq().into_iter();
    place
        .chain(variables.map(|variable| (variable.name, variable.value.to_owned())))
        .collect()
}

fn next_streaming_port(here: Here<'_>) -> Option<u16> {
    let is_per_port = here.plan.spec.mastodon.has_streaming_per_port();
    let streaming = here.host.streaming.as_ref().filter(|_| is_per_port)?;
    streaming.free_port()
}

/// Packages that not every plan needs.
fn packages(here: Here<'_>) -> Vec<&'static str> {
    let pgbouncer = here.host.pgbouncer.is_some().then_some("pgbouncer");
    let imagemagick = here
        .plan
        .spec
        .mastodon
        .needs_imagemagick()
        .then_some("imagemagick");
    pgbouncer.into_iter().chain(imagemagick).collect()
}
