//! `sysctl.d/90-mastodon.conf`: what the kernel must allow.

use askama::Template;
use planner::rule::Value;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "sysctl",
    summary: "What the kernel must allow the services of this host.",
    reader: "sysctl",
    format: &format::SYSCTL,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/sysctl.d/90-mastodon.conf", escape = "sysctl")]
struct Sysctl<'a> {
    about: &'static str,
    has_redis: bool,
    huge_pages: Option<&'a Value<u64>>,
    has_search: bool,
}

fn render(here: Here<'_>) -> Vec<File> {
    let host = here.host;
    let huge_pages = host
        .postgresql
        .as_ref()
        .and_then(|postgresql| postgresql.huge_pages.as_ref());
    if host.redis.is_none() && huge_pages.is_none() && host.search.is_none() {
        return Vec::new();
    }
    let sysctl = Sysctl {
        about: FILE.summary,
        has_redis: host.redis.is_some(),
        huge_pages,
        has_search: host.search.is_some(),
    };
    vec![here.file(&FILE, "/etc/sysctl.d/90-mastodon.conf", &sysctl)]
}
