//! The unit of streaming: one process a port from 4.2, one cluster behind one port before.

use askama::Template;
use planner::Plan;
use planner::plan::{Consumer, StreamingKind};

use super::{is_systemd, on_host, oom_score, started_after};
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "streaming-unit",
    summary: "Runs the streaming API, which holds a connection to every open client.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-streaming@.service", escape = "none")]
struct ProcessUnit {
    about: &'static str,
    after: String,
    oom_score: Option<i32>,
    db_pool: Tuned,
    files: Tuned,
}

#[derive(Template)]
#[template(
    path = "etc/systemd/system/before-4.2/mastodon-streaming.service",
    escape = "none"
)]
struct ClusterUnit {
    about: &'static str,
    after: String,
    oom_score: Option<i32>,
    port: u16,
    processes: Tuned,
    db_pool: Option<Tuned>,
    files: Tuned,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if !is_systemd(plan) {
        return Vec::new();
    }
    let streaming = &plan.streaming;
    let oom_score = oom_score(plan, Consumer::Streaming);
    let file = match streaming.kind {
        StreamingKind::ProcessPerPort => {
            let unit = ProcessUnit {
                about: FILE.summary,
                after: started_after(plan),
                oom_score,
                db_pool: tuned(&streaming.db_pool),
                files: tuned(&plan.host().file_limit),
            };
            on_host(
                &FILE,
                plan,
                "etc/systemd/system/mastodon-streaming@.service",
                &unit,
            )
        }
        StreamingKind::Cluster => {
            let unit = ClusterUnit {
                about: FILE.summary,
                after: started_after(plan),
                oom_score,
                port: streaming.ports[0],
                processes: tuned(&streaming.processes),
                db_pool: plan
                    .spec
                    .mastodon
                    .has_streaming_db_pool()
                    .then(|| tuned(&streaming.db_pool)),
                files: tuned(&plan.host().file_limit),
            };
            on_host(
                &FILE,
                plan,
                "etc/systemd/system/mastodon-streaming.service",
                &unit,
            )
        }
    };
    vec![file]
}
