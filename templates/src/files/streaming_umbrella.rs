//! `mastodon-streaming.service` from 4.2: all streaming processes at once.

use askama::Template;
use planner::plan::{Streaming, StreamingKind};

use crate::here::Here;
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "streaming-umbrella",
    summary: "Starts and stops all streaming processes together.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-streaming.service", escape = "none")]
struct StreamingUmbrella<'a> {
    about: &'static str,
    processes: Tuned,
    ports: &'a [u16],
}

fn render(here: Here<'_>) -> Vec<File> {
    let is_needed = |streaming: &&Streaming| here.is_systemd() && streaming.kind != StreamingKind::Cluster;
    let Some(streaming) = here.host.streaming.as_ref().filter(is_needed) else {
        return Vec::new();
    };
    let unit = StreamingUmbrella {
        about: FILE.summary,
        processes: tuned(&streaming.processes),
        ports: &streaming.ports,
    };
    vec![here.file(&FILE, "etc/systemd/system/mastodon-streaming.service", &unit)]
}
