//! Elasticsearch's heap, where it runs on the host.

use askama::Template;
use planner::rule::Value;
use planner::spec::Run;
use planner::unit::Memory;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "search-options",
    summary: "Elasticsearch's heap.",
    reader: "Elasticsearch",
    format: &format::JAVA_OPTIONS,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/elasticsearch/jvm.options.d/mastodon.options")]
struct SearchOptions<'a> {
    about: &'static str,
    heap: &'a Value<Memory>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(search) = &here.host.search else {
        return Vec::new();
    };
    let options = SearchOptions {
        about: FILE.summary,
        heap: &search.heap,
    };
    vec![here.file(
        &FILE,
        "/etc/elasticsearch/jvm.options.d/mastodon.options",
        &options,
    )]
}
