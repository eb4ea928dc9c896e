//! `mastodon-web.service`: Puma.

use askama::Template;
use planner::plan::{Consumer, Puma};
use planner::rule::Value;

use super::started_after;
use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "web-unit",
    summary: "Runs Puma, which serves Mastodon's pages and API.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-web.service")]
struct WebUnit<'a> {
    about: &'static str,
    after: Vec<String>,
    oom_score: Option<i32>,
    puma: &'a Puma,
    file_limit: &'a Value<u32>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(puma) = here.host.puma.as_ref().filter(|_| here.is_systemd()) else {
        return Vec::new();
    };
    let unit = WebUnit {
        about: FILE.summary,
        after: started_after(here),
        oom_score: here.oom_score(Consumer::Puma),
        puma,
        file_limit: &here.host.file_limit,
    };
    vec![here.file(&FILE, "etc/systemd/system/mastodon-web.service", &unit)]
}
