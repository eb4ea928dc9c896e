//! `sites-available/mastodon-media`: the caching proxy before a bucket.

use askama::Template;
use planner::plan::{Nginx, ObjectStore};
use planner::rule::Value;
use planner::spec::{Distribution, Proxy};
use planner::unit::Memory;
use planner::value::text::DomainName;

use crate::here::{Here, MediaProxy};
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "media-site",
    summary: "Serves media from the bucket under a name of this site's own, and keeps copies.",
    reader: "nginx",
    format: &format::NGINX,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/nginx/sites-available/mastodon-media", escape = "nginx")]
struct MediaSite<'a> {
    about: &'static str,
    domain: &'a DomainName,
    proxy: &'a Proxy,
    nginx: &'a Nginx,
    cache: &'a Value<Memory>,
    resolvers: &'static [&'static str],
    store: &'a ObjectStore,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(proxy) = here.media_proxy() else {
        return Vec::new();
    };
    let MediaProxy {
        nginx,
        store,
        domain,
        cache,
    } = proxy;
    let site = MediaSite {
        about: FILE.summary,
        proxy: &here.plan.spec.proxy,
        domain,
        nginx,
        cache,
        resolvers: resolvers(here.plan.spec.distribution, here.host.ipv6_only),
        store,
    };
    vec![here.file(&FILE, "/etc/nginx/sites-available/mastodon-media", &site)]
}

/// Ubuntu has a name server of its own on each host; Debian has none, so Quad9 and Cloudflare stand in
/// until the runbook's step puts the host's own there.
const fn resolvers(distribution: Distribution, ipv6_only: bool) -> &'static [&'static str] {
    match distribution {
        Distribution::Ubuntu2204 | Distribution::Ubuntu2404 => &["127.0.0.53"],
        Distribution::Debian12 | Distribution::Debian13 if ipv6_only => {
            &["[2620:fe::fe]", "[2606:4700:4700::1111]"]
        }
        Distribution::Debian12 | Distribution::Debian13 => &["9.9.9.9", "1.1.1.1"],
    }
}
