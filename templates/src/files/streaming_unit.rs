//! The unit of streaming: one process a port from 4.2, one cluster behind one port before.

use askama::Template;
use planner::plan::{Consumer, Streaming, StreamingKind};
use planner::rule::Value;
use planner::spec::Run;

use crate::elsewhere::{self, Variable};
use crate::here::Here;
use crate::quote::filters;
use crate::running::{Owner, units};
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "streaming-unit",
    summary: "Runs the streaming API, which holds a connection to every open client.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-streaming@.service")]
struct ProcessUnit<'a> {
    about: &'static str,
    mastodon: Owner<'a>,
    after: Vec<String>,
    over_network: Option<Variable>,
    oom_score: Option<i32>,
    streaming: &'a Streaming,
    file_limit: &'a Value<u32>,
}

#[derive(Template)]
#[template(path = "etc/systemd/system/before-4.2/mastodon-streaming.service")]
struct ClusterUnit<'a> {
    about: &'static str,
    mastodon: Owner<'a>,
    after: Vec<String>,
    over_network: Option<Variable>,
    oom_score: Option<i32>,
    streaming: &'a Streaming,
    has_db_pool: bool,
    file_limit: &'a Value<u32>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(streaming) = &here.host.streaming else {
        return Vec::new();
    };
    vec![match streaming.kind {
        StreamingKind::ProcessPerPort => process(here, streaming),
        StreamingKind::Cluster => cluster(here, streaming),
    }]
}

fn process(here: Here<'_>, streaming: &Streaming) -> File {
    let unit = ProcessUnit {
        about: FILE.summary,
        mastodon: here.running().owner_of_mastodon(),
        after: units::before_mastodon(here),
        over_network: elsewhere::for_streaming(here),
        oom_score: here.oom_score(Consumer::Streaming),
        streaming,
        file_limit: &here.host.file_limit,
    };
    here.file(&FILE, &units::path(units::STREAMING_TEMPLATE), &unit)
}

fn cluster(here: Here<'_>, streaming: &Streaming) -> File {
    let unit = ClusterUnit {
        about: FILE.summary,
        mastodon: here.running().owner_of_mastodon(),
        after: units::before_mastodon(here),
        over_network: elsewhere::for_streaming(here),
        oom_score: here.oom_score(Consumer::Streaming),
        streaming,
        has_db_pool: here.plan.spec.mastodon.has_streaming_db_pool(),
        file_limit: &here.host.file_limit,
    };
    here.file(&FILE, &units::path(units::STREAMING), &unit)
}
