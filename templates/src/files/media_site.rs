//! `sites-available/mastodon-media`: the caching proxy before a bucket.

use askama::Template;
use planner::plan::{MediaCache, Nginx, Proxied};
use planner::spec::{Distribution, Proxy};
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
    cache: &'a MediaCache,
    resolvers: &'static [&'static str],
    proxied: &'a Proxied,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(proxy) = here.media_proxy() else {
        return Vec::new();
    };
    let MediaProxy {
        nginx,
        proxied,
        cache,
    } = proxy;
    let site = MediaSite {
        about: FILE.summary,
        domain: &proxied.domain,
        nginx,
        cache,
        proxy: &here.plan.spec.proxy,
        resolvers: resolvers(here.plan.spec.distribution, here.host.ipv6_only),
        proxied,
    };
    vec![here.file(&FILE, "/etc/nginx/sites-available/mastodon-media", &site)]
}

/// Ubuntu has a name server of its own on each host; Debian has none, so Quad9 and Cloudflare stand in
/// until `apply.sh` puts the host's own there.
const fn resolvers(distribution: Distribution, ipv6_only: bool) -> &'static [&'static str] {
    match distribution {
        Distribution::Ubuntu2204 | Distribution::Ubuntu2404 => &["127.0.0.53"],
        Distribution::Debian12 | Distribution::Debian13 if ipv6_only => {
            &["[2620:fe::fe]", "[2606:4700:4700::1111]"]
        }
        Distribution::Debian12 | Distribution::Debian13 => &["9.9.9.9", "1.1.1.1"],
    }
}
