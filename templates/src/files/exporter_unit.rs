//! `mastodon-prometheus-exporter.service`: figures of Puma and Sidekiq, from 4.4.

use askama::Template;
use planner::spec::Run;
use planner::value::text::Address;

use crate::here::Here;
use crate::quote::filters;
use crate::running::{Owner, units};
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "exporter-unit",
    summary: "Collects the figures of Puma and Sidekiq for Prometheus.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-prometheus-exporter.service")]
struct ExporterUnit<'a> {
    about: &'static str,
    mastodon: Owner<'a>,
    address: Address,
}

fn render(here: Here<'_>) -> Vec<File> {
    if !here.has_exporter() {
        return Vec::new();
    }
    let unit = ExporterUnit {
        about: FILE.summary,
        mastodon: here.running().owner_of_mastodon(),
        address: Address::loopback(),
    };
    vec![here.file(&FILE, &units::path(units::EXPORTER), &unit)]
}
