//! `mastodon-prometheus-exporter.service`: figures of Puma and Sidekiq, from 4.4.

use askama::Template;
use planner::Plan;

use super::{is_systemd, on_host};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "exporter-unit",
    summary: "Collects the figures of Puma and Sidekiq for Prometheus.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(
    path = "etc/systemd/system/mastodon-prometheus-exporter.service",
    escape = "none"
)]
struct ExporterUnit {
    about: &'static str,
}

/// Whether the plan has an exporter, however it is run.
pub(super) fn has_exporter(plan: &Plan) -> bool {
    plan.spec.options.metrics && plan.spec.mastodon.has_prometheus_exporter()
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if !is_systemd(plan) || !has_exporter(plan) {
        return Vec::new();
    }
    let unit = ExporterUnit { about: FILE.summary };
    vec![on_host(
        &FILE,
        plan,
        "etc/systemd/system/mastodon-prometheus-exporter.service",
        &unit,
    )]
}
