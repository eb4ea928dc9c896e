//! `mastodon-*.slice`: what each group of processes may have of the host.

use askama::Template;
use planner::plan::{BudgetLine, Limits};

use crate::here::Here;
use crate::quote::filters;
use crate::running::units;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "slices",
    summary: "Keeps a group of processes from taking what the others need.",
    reader: "systemd",
    format: &format::UNIT,
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
    let lines = here.host.budget.iter();
    lines.filter_map(|line| slice(here, line)).collect()
}

fn slice(here: Here<'_>, line: &BudgetLine) -> Option<File> {
    let name = units::slice(here, line.consumer)?;
    let slice = Slice {
        about: FILE.summary,
        line,
        limits: line.limits?,
    };
    Some(here.file(&FILE, &units::path(&name), &slice))
}
