//! `sites-available/mastodon`: how nginx hands requests to Mastodon, by its version.

use askama::Template;
use planner::plan::{MediaStore, Nginx, Service};
use planner::spec::Proxy;
use planner::value::text::{DomainName, Folder};

use crate::here::{Here, Reached};
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "nginx-site",
    summary: "Mastodon's site: hands requests to Puma and streaming, and serves files.",
    reader: "nginx",
    format: &format::NGINX,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/nginx/sites-available/mastodon", escape = "nginx")]
#[expect(
    clippy::struct_excessive_bools,
    reason = "a template asks whether things are there"
)]
struct NginxSite<'a> {
    about: &'static str,
    domain: &'a DomainName,
    proxy: &'a Proxy,
    nginx: &'a Nginx,
    web: Vec<Reached>,
    streaming: Vec<Reached>,
    has_streaming_per_port: bool,
    root: String,
    has_gzip_static: bool,
    /// The named location of Puma, as Mastodon's own file calls it.
    rails: &'static str,
    /// What becomes of a request for a file that nginx does not see.
    missing: &'static str,
    has_service_worker: bool,
    folders: Vec<&'static str>,
    has_local_media: bool,
    /// Where they are not below the root.
    media_folder: Option<&'a Folder>,
    read_timeout_seconds: Option<u32>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(nginx) = &here.host.nginx else {
        return Vec::new();
    };
    let web = here.reached_by_nginx(Service::Puma);
    if web.is_empty() {
        return Vec::new();
    }
    let plan = here.plan;
    let version = plan.spec.mastodon;
    let rails = version.named_location();
    let site = NginxSite {
        about: FILE.summary,
        domain: plan.spec.web_domain(),
        proxy: &plan.spec.proxy,
        nginx,
        web,
        streaming: here.reached_by_nginx(Service::Streaming),
        has_streaming_per_port: version.has_streaming_per_port(),
        root: here.running().public_folder(),
        has_gzip_static: here.running().has_public_files() && version.has_gzip_static(),
        rails,
        // In containers the files are where only Puma sees them.
        missing: if here.running().has_public_files() {
            "=404"
        } else {
            rails
        },
        has_service_worker: version.has_service_worker_at_root(),
        folders: version.static_folders(),
        has_local_media: matches!(plan.storage, MediaStore::Local),
        media_folder: plan.spec.storage.folder_elsewhere(),
        read_timeout_seconds: version.proxy_read_timeout_seconds(),
    };
    vec![here.file(&FILE, "/etc/nginx/sites-available/mastodon", &site)]
}
