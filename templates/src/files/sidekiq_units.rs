//! `mastodon-sidekiq-NAME.service` and `@.service`: the processes of the plan, and one template for each queue
//! that an admin may want another process for.

use askama::Template;
use planner::plan::{Consumer, Queue, QueueEntry, Sidekiq, SidekiqProcess, Timeouts};
use planner::rule::Value;
use planner::spec::Run;
use planner::value::text::Folder;

use crate::here::Here;
use crate::quote::filters;
use crate::running::{Owner, units};
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "sidekiq-units",
    summary: "Runs a Sidekiq process, which does Mastodon's background work.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::HostUnder(Run::Systemd, render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-sidekiq-NAME.service")]
struct SidekiqUnit<'a> {
    about: &'static str,
    mastodon: Owner<'a>,
    remarks: &'static [&'static str],
    name: String,
    is_template: bool,
    after: Vec<String>,
    oom_score: Option<i32>,
    needs_db_pool: bool,
    timeouts: Option<&'a Timeouts>,
    sidekiq: &'a Sidekiq,
    concurrency: &'a Value<u32>,
    queues: Vec<QueueEntry>,
    media_folder: Option<&'a Folder>,
    file_limit: &'a Value<u32>,
}

const RUNS_ONCE: &[&str] = &[
    "It serves the scheduler's queue, so it must run once only: a second one would do Mastodon's periodic work twice.",
    "That is why it is no template.",
];
const EXTRA: &[&str] = &[
    "The plan does not start it. If this queue lags, one command starts one more process for it:",
    "systemctl enable --now with an instance's number behind the @.",
];

fn render(here: Here<'_>) -> Vec<File> {
    let Some(sidekiq) = &here.host.sidekiq else {
        return Vec::new();
    };
    let processes = sidekiq.processes.iter();
    let mut files: Vec<_> = processes.map(|process| planned(here, sidekiq, process)).collect();
    for &queue in &sidekiq.extra_queues {
        let extra = extra(here, sidekiq, queue);
        // A process of the plan that is a template for this queue already serves to start one more.
        if files.iter().all(|file| file.path != extra.path) {
            files.push(extra);
        }
    }
    files
}

fn planned(here: Here<'_>, sidekiq: &Sidekiq, process: &SidekiqProcess) -> File {
    let remarks = if process.must_run_once() { RUNS_ONCE } else { &[] };
    let unit = SidekiqUnit {
        remarks,
        is_template: units::is_template(process),
        concurrency: &process.concurrency,
        queues: process.queues.clone(),
        ..unit(here, sidekiq, process.name.clone())
    };
    file(here, &unit)
}

fn extra(here: Here<'_>, sidekiq: &Sidekiq, queue: Queue) -> File {
    let unit = SidekiqUnit {
        remarks: EXTRA,
        is_template: true,
        concurrency: &sidekiq.extra_concurrency,
        queues: vec![QueueEntry { queue, weight: None }],
        ..unit(here, sidekiq, queue.to_string())
    };
    file(here, &unit)
}

/// What is the same for all.
fn unit<'a>(here: Here<'a>, sidekiq: &'a Sidekiq, name: String) -> SidekiqUnit<'a> {
    SidekiqUnit {
        about: FILE.summary,
        mastodon: here.running().owner_of_mastodon(),
        remarks: &[],
        name,
        is_template: false,
        after: units::before_mastodon(here),
        oom_score: here.oom_score(Consumer::Sidekiq),
        media_folder: here.plan.spec.storage.folder_elsewhere(),
        needs_db_pool: !here.plan.spec.mastodon.has_automatic_db_pool(),
        timeouts: here.timeouts(),
        sidekiq,
        concurrency: &sidekiq.extra_concurrency,
        queues: Vec::new(),
        file_limit: &here.host.file_limit,
    }
}

fn file(here: Here<'_>, unit: &SidekiqUnit<'_>) -> File {
    let name = units::sidekiq(&unit.name, unit.is_template);
    here.file(&FILE, &units::path(&name), unit)
}
