//! `mastodon-sidekiq.service`: all Sidekiq processes at once.

use askama::Template;
use planner::Plan;
use planner::plan::SidekiqProcess;

use super::{is_systemd, on_host};
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "sidekiq-umbrella",
    summary: "Starts and stops all Sidekiq processes together.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-sidekiq.service", escape = "none")]
struct SidekiqUmbrella {
    about: &'static str,
    layout: Tuned,
    units: Vec<String>,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if !is_systemd(plan) {
        return Vec::new();
    }
    let unit = SidekiqUmbrella {
        about: FILE.summary,
        layout: tuned(&plan.sidekiq.layout),
        units: units(plan),
    };
    vec![on_host(
        &FILE,
        plan,
        "etc/systemd/system/mastodon-sidekiq.service",
        &unit,
    )]
}

/// The units that run, instances counted.
pub(super) fn units(plan: &Plan) -> Vec<String> {
    plan.sidekiq.processes.iter().flat_map(units_of).collect()
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
