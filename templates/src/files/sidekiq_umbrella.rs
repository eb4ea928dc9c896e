//! `mastodon-sidekiq.service`: all Sidekiq processes at once.

use askama::Template;
use planner::plan::{Sidekiq, SidekiqLayout, SidekiqProcess};
use planner::rule::Value;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "sidekiq-umbrella",
    summary: "Starts and stops all Sidekiq processes together.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-sidekiq.service")]
struct SidekiqUmbrella<'a> {
    about: &'static str,
    layout: &'a Value<SidekiqLayout>,
    units: Vec<String>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(sidekiq) = here.host.sidekiq.as_ref().filter(|_| here.is_systemd()) else {
        return Vec::new();
    };
    let unit = SidekiqUmbrella {
        about: FILE.summary,
        layout: &sidekiq.layout,
        units: units(sidekiq),
    };
    vec![here.file(&FILE, "etc/systemd/system/mastodon-sidekiq.service", &unit)]
}

/// The units that run, instances counted.
pub(super) fn units(sidekiq: &Sidekiq) -> Vec<String> {
    sidekiq.processes.iter().flat_map(units_of).collect()
}

fn units_of(process: &SidekiqProcess) -> Vec<String> {
    let name = &process.name;
    if is_template(process) {
        (1..=process.instances.value)
            .map(|number| format!("mastodon-sidekiq-{name}@{number}.service"))
            .collect()
    } else {
        vec![format!("mastodon-sidekiq-{name}.service")]
    }
}

/// Whether its unit may be started several times. The scheduler's may not.
pub(super) fn is_template(process: &SidekiqProcess) -> bool {
    process.instances.value > 1 && !process.must_run_once()
}
