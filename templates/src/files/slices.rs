//! `mastodon-*.slice`: what each group of processes may have of the host.

use askama::Template;
use planner::plan::{BudgetLine, Consumer, Limits};
use planner::unit::Memory;

use super::slice_name;
use crate::here::Here;
use crate::tuned::{Tuned, tuned_as};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "slices",
    summary: "Keeps a group of processes from taking what the others need.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-NAME.slice", escape = "none")]
struct Slice {
    about: &'static str,
    consumer: &'static str,
    memory: Tuned,
    memory_max: Option<String>,
    cpu_weight: u32,
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
        consumer: line.consumer.name(),
        memory: tuned_as(&line.memory, line.memory.value.systemd()),
        memory_max: limits.memory_max.map(Memory::systemd),
        cpu_weight: limits.cpu_weight,
    };
    let path = format!("etc/systemd/system/mastodon-{}.slice", slice_name(line.consumer));
    here.file(&FILE, &path, &slice)
}
