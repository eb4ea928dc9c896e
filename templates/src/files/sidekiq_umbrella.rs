//! `mastodon-sidekiq.service`: all Sidekiq processes at once.

use askama::Template;
use planner::plan::{Sidekiq, SidekiqProcess};

use crate::here::Here;
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "sidekiq-umbrella",
    summary: "Starts and stops all Sidekiq processes together.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-sidekiq.service", escape = "none")]
struct SidekiqUmbrella {
    about: &'static str,
    layout: Tuned,
    units: Vec<String>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(sidekiq) = here.host.sidekiq.as_ref().filter(|_| here.is_systemd()) else {
        return Vec::new();
    };
    let unit = SidekiqUmbrella {
        about: FILE.summary,
        layout: tuned(&sidekiq.layout),
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
