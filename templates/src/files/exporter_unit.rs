//! `mastodon-prometheus-exporter.service`: figures of Puma and Sidekiq, from 4.4.

use askama::Template;
use planner::value::text::Address;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "exporter-unit",
    summary: "Collects the figures of Puma and Sidekiq for Prometheus.",
    reader: "systemd",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-prometheus-exporter.service")]
struct ExporterUnit {
    about: &'static str,
    address: Address,
}

/// Whether an exporter runs here, however it is run: beside the processes whose figures it collects.
pub(super) fn has_exporter(here: Here<'_>) -> bool {
    let spec = &here.plan.spec;
    let has_figures = here.host.puma.is_some() || here.host.sidekiq.is_some();
    spec.options.metrics && spec.mastodon.has_prometheus_exporter() && has_figures
}

fn render(here: Here<'_>) -> Vec<File> {
    if !here.is_systemd() || !has_exporter(here) {
        return Vec::new();
    }
    let unit = ExporterUnit {
        about: FILE.summary,
        address: Address::loopback(),
    };
    vec![here.file(
        &FILE,
        "etc/systemd/system/mastodon-prometheus-exporter.service",
        &unit,
    )]
}
