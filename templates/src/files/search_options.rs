//! Elasticsearch's heap, where it runs on the host.

use askama::Template;

use crate::here::Here;
use crate::tuned::{Tuned, tuned_as};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "search-options",
    summary: "Elasticsearch's heap.",
    reader: "Elasticsearch",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/elasticsearch/jvm.options.d/mastodon.options", escape = "none")]
struct SearchOptions {
    about: &'static str,
    heap: Tuned,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(search) = here.host.search.as_ref().filter(|_| here.is_systemd()) else {
        return Vec::new();
    };
    let options = SearchOptions {
        about: FILE.summary,
        heap: tuned_as(&search.heap, search.heap.value.docker()),
    };
    vec![here.file(
        &FILE,
        "etc/elasticsearch/jvm.options.d/mastodon.options",
        &options,
    )]
}
