//! `mastodon-sidekiq-NAME.service` and `@.service`: the processes of the plan, and one template for each queue
//! that an admin may want another process for.

use askama::Template;
use planner::Plan;
use planner::plan::{Consumer, Queue, SidekiqProcess};

use super::sidekiq_umbrella::is_template;
use super::{is_systemd, on_host, oom_score, started_after};
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "sidekiq-units",
    summary: "Runs a Sidekiq process, which does Mastodon's background work.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/mastodon-sidekiq-NAME.service", escape = "none")]
struct SidekiqUnit {
    about: &'static str,
    remarks: &'static [&'static str],
    name: String,
    is_template: bool,
    after: String,
    oom_score: Option<i32>,
    needs_db_pool: bool,
    concurrency: Tuned,
    stop_threads_seconds: u32,
    queues: String,
    stop: Tuned,
    files: Tuned,
}

const RUNS_ONCE: &[&str] = &[
    "It serves the scheduler's queue, so it must run once only: a second one would do Mastodon's periodic work twice.",
    "That is why it is no template.",
];
const EXTRA: &[&str] = &[
    "The plan does not start it. If this queue lags, one command starts one more process for it:",
    "systemctl enable --now with an instance's number behind the @.",
];

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if !is_systemd(plan) {
        return Vec::new();
    }
    let mut files: Vec<_> = plan
        .sidekiq
        .processes
        .iter()
        .map(|process| planned(plan, process))
        .collect();
    for &queue in &plan.sidekiq.extra_queues {
        let extra = extra(plan, queue);
        // A process of the plan that is a template for this queue already serves to start one more.
        if files.iter().all(|file| file.path != extra.path) {
            files.push(extra);
        }
    }
    files
}

fn planned(plan: &Plan, process: &SidekiqProcess) -> File {
    let remarks = if process.must_run_once() { RUNS_ONCE } else { &[] };
    let unit = SidekiqUnit {
        remarks,
        is_template: is_template(process),
        concurrency: tuned(&process.concurrency),
        queues: process.queue_arguments(),
        ..unit(plan, process.name.clone())
    };
    file(plan, &unit)
}

fn extra(plan: &Plan, queue: Queue) -> File {
    let unit = SidekiqUnit {
        remarks: EXTRA,
        is_template: true,
        concurrency: tuned(&plan.sidekiq.extra_concurrency),
        queues: format!("-q {queue}"),
        ..unit(plan, queue.to_string())
    };
    file(plan, &unit)
}

/// What is the same for all.
fn unit(plan: &Plan, name: String) -> SidekiqUnit {
    let sidekiq = &plan.sidekiq;
    SidekiqUnit {
        about: FILE.summary,
        remarks: &[],
        name,
        is_template: false,
        after: started_after(plan),
        oom_score: oom_score(plan, Consumer::Sidekiq),
        needs_db_pool: !plan.spec.mastodon.has_automatic_db_pool(),
        concurrency: tuned(&sidekiq.extra_concurrency),
        stop_threads_seconds: sidekiq.stop_threads_seconds,
        queues: String::new(),
        stop: tuned(&sidekiq.stop_seconds),
        files: tuned(&plan.host().file_limit),
    }
}

fn file(plan: &Plan, unit: &SidekiqUnit) -> File {
    let at = if unit.is_template { "@" } else { "" };
    let path = format!("etc/systemd/system/mastodon-sidekiq-{}{at}.service", unit.name);
    on_host(&FILE, plan, &path, unit)
}
