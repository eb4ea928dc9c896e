//! The unit of streaming: one process a port from 4.2, one cluster behind one port before.

use askama::Template;
use planner::plan::{Consumer, StreamingKind};

use super::started_after;
use crate::here::Here;
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "streaming-unit",
    summary: "Runs the streaming API, which holds a connection to every open client.",
    reader: "systemd",
    render: Render::Host(render),
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

fn render(here: Here<'_>) -> Vec<File> {
    let Some(streaming) = here.host.streaming.as_ref().filter(|_| here.is_systemd()) else {
        return Vec::new();
    };
    let oom_score = here.oom_score(Consumer::Streaming);
    let file = match streaming.kind {
        StreamingKind::ProcessPerPort => {
            let unit = ProcessUnit {
                about: FILE.summary,
                after: started_after(here),
                oom_score,
                db_pool: tuned(&streaming.db_pool),
                files: tuned(&here.host.file_limit),
            };
            here.file(&FILE, "etc/systemd/system/mastodon-streaming@.service", &unit)
        }
        StreamingKind::Cluster => {
            let unit = ClusterUnit {
                about: FILE.summary,
                after: started_after(here),
                oom_score,
                port: streaming.ports[0],
                processes: tuned(&streaming.processes),
                db_pool: here
                    .plan
                    .spec
                    .mastodon
                    .has_streaming_db_pool()
                    .then(|| tuned(&streaming.db_pool)),
                files: tuned(&here.host.file_limit),
            };
            here.file(&FILE, "etc/systemd/system/mastodon-streaming.service", &unit)
        }
    };
    vec![file]
}
