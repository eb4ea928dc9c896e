//! `mastodon-web.service`: Puma.

use askama::Template;
use planner::Plan;
use planner::plan::Consumer;

use super::{is_systemd, on_host, oom_score, started_after};
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "web-unit",
    summary: "Runs Puma, which serves Mastodon's pages and API.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-web.service", escape = "none")]
struct WebUnit {
    about: &'static str,
    after: String,
    oom_score: Option<i32>,
    port: u16,
    workers: Tuned,
    threads: Tuned,
    files: Tuned,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if !is_systemd(plan) {
        return Vec::new();
    }
    let unit = WebUnit {
        about: FILE.summary,
        after: started_after(plan),
        oom_score: oom_score(plan, Consumer::Puma),
        port: plan.puma.port,
        workers: tuned(&plan.puma.workers),
        threads: tuned(&plan.puma.threads),
        files: tuned(&plan.host().file_limit),
    };
    vec![on_host(
        &FILE,
        plan,
        "etc/systemd/system/mastodon-web.service",
        &unit,
    )]
}
