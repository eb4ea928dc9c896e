//! Elasticsearch's heap, where it runs on the host.

use askama::Template;
use planner::Plan;

use super::{is_systemd, on_host};
use crate::tuned::{Tuned, tuned_as};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "search-options",
    summary: "Elasticsearch's heap.",
    reader: "Elasticsearch",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/elasticsearch/jvm.options.d/mastodon.options", escape = "none")]
struct SearchOptions {
    about: &'static str,
    heap: Tuned,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    let Some(search) = plan.search.as_ref().filter(|_| is_systemd(plan)) else {
        return Vec::new();
    };
    let options = SearchOptions {
        about: FILE.summary,
        heap: tuned_as(&search.heap, search.heap.value.docker()),
    };
    vec![on_host(
        &FILE,
        plan,
        "etc/elasticsearch/jvm.options.d/mastodon.options",
        &options,
    )]
}
