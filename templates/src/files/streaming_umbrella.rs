//! `mastodon-streaming.service` from 4.2: all streaming processes at once.

use askama::Template;
use planner::plan::{Streaming, StreamingKind};
use planner::spec::Run;

use crate::here::Here;
use crate::quote::filters;
use crate::running::units;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "streaming-umbrella",
    summary: "Starts and stops all streaming processes together.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-streaming.service")]
struct StreamingUmbrella<'a> {
    about: &'static str,
    streaming: &'a Streaming,
    units: Vec<String>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let is_needed = |streaming: &&Streaming| streaming.kind != StreamingKind::Cluster;
    let Some(streaming) = here.host.streaming.as_ref().filter(is_needed) else {
        return Vec::new();
    };
    let unit = StreamingUmbrella {
        about: FILE.summary,
        streaming,
        units: units::streaming(&streaming.ports).collect(),
    };
    vec![here.file(&FILE, &units::path(units::STREAMING), &unit)]
}
