//! `mastodon-*.slice`: what each group of processes may have of the host.

use askama::Template;
use planner::plan::{BudgetLine, Consumer, Limits};

use super::slice_name;
use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "slices",
    summary: "Keeps a group of processes from taking what the others need.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-NAME.slice")]
struct Slice<'a> {
    about: &'static str,
    line: &'a BudgetLine,
    limits: Limits,
}

fn render(here: Here<'_>) -> Vec<File> {
    let limited = here
        .host
        .budget
        .iter()
        .filter(|line| has_slice(here, line.consumer));
    limited
        .filter_map(|line| Some(slice(here, line, line.limits?)))
        .collect()
}

/// Whether systemd limits this consumer. Of what runs in containers, only nginx is left to it.
pub(super) fn has_slice(here: Here<'_>, consumer: Consumer) -> bool {
    let is_unit = here.is_systemd() || consumer == Consumer::Nginx;
    is_unit && here.runs(consumer) && here.limits(consumer).is_some()
}

fn slice(here: Here<'_>, line: &BudgetLine, limits: Limits) -> File {
    let slice = Slice {
        about: FILE.summary,
        line,
        limits,
    };
    let path = format!("etc/systemd/system/mastodon-{}.slice", slice_name(line.consumer));
    here.file(&FILE, &path, &slice)
}
