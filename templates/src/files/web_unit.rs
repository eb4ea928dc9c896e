//! `mastodon-web.service`: Puma.

use askama::Template;
use planner::plan::{Consumer, Puma, Timeouts};
use planner::rule::Value;
use planner::spec::Run;
use planner::value::text::Folder;

use crate::here::Here;
use crate::quote::filters;
use crate::running::{Owner, units};
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "web-unit",
    summary: "Runs Puma, which serves Mastodon's pages and API.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-web.service")]
struct WebUnit<'a> {
    about: &'static str,
    mastodon: Owner<'a>,
    after: Vec<String>,
    oom_score: Option<i32>,
    puma: &'a Puma,
    media_folder: Option<&'a Folder>,
    timeouts: Option<&'a Timeouts>,
    file_limit: &'a Value<u32>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(puma) = &here.host.puma else {
        return Vec::new();
    };
    let unit = WebUnit {
        about: FILE.summary,
        mastodon: here.running().owner_of_mastodon(),
        after: units::before_mastodon(here),
        oom_score: here.oom_score(Consumer::Puma),
        puma,
        media_folder: here.plan.spec.storage.folder_elsewhere(),
        timeouts: here.timeouts(),
        file_limit: &here.host.file_limit,
    };
    vec![here.file(&FILE, &units::path(units::WEB), &unit)]
}
