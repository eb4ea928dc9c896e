//! `mastodon-streaming.service` from 4.2: all streaming processes at once.

use askama::Template;
use planner::Plan;
use planner::plan::StreamingKind;

use super::{is_systemd, on_host};
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "streaming-umbrella",
    summary: "Starts and stops all streaming processes together.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-streaming.service", escape = "none")]
struct StreamingUmbrella<'a> {
    about: &'static str,
    processes: Tuned,
    ports: &'a [u16],
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if !is_systemd(plan) || plan.streaming.kind == StreamingKind::Cluster {
        return Vec::new();
    }
    let unit = StreamingUmbrella {
        about: FILE.summary,
        processes: tuned(&plan.streaming.processes),
        ports: &plan.streaming.ports,
    };
    vec![on_host(
        &FILE,
        plan,
        "etc/systemd/system/mastodon-streaming.service",
        &unit,
    )]
}
