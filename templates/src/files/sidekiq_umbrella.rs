//! `mastodon-sidekiq.service`: all Sidekiq processes at once.

use askama::Template;
use planner::plan::SidekiqLayout;
use planner::rule::Value;
use planner::spec::Run;

use crate::here::Here;
use crate::quote::filters;
use crate::running::units;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "sidekiq-umbrella",
    summary: "Starts and stops all Sidekiq processes together.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-sidekiq.service")]
struct SidekiqUmbrella<'a> {
    about: &'static str,
    layout: &'a Value<SidekiqLayout>,
    units: Vec<String>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(sidekiq) = &here.host.sidekiq else {
        return Vec::new();
    };
    let unit = SidekiqUmbrella {
        about: FILE.summary,
        layout: &sidekiq.layout,
        units: sidekiq.processes.iter().flat_map(units::of_process).collect(),
    };
    vec![here.file(&FILE, &units::path(units::SIDEKIQ), &unit)]
}
