//! `*.service.d/mastodon.conf`: limits of the units that the distribution's packages bring.

use askama::Template;
use planner::Plan;
use planner::plan::Consumer;

use super::slices::has_slice;
use super::{is_systemd, on_host, oom_score, postgresql_unit, slice_name};
use crate::tuned::{Tuned, tuned};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "drop-ins",
    summary: "Adds limits to a unit of the distribution's.",
    reader: "systemd",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/drop-in.conf", escape = "none")]
struct DropIn {
    about: &'static str,
    has_slice: bool,
    slice: &'static str,
    oom_score: Option<i32>,
    file_limit: Option<Tuned>,
    state_folder: Option<&'static str>,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    let mut files = vec![nginx(plan)];
    if is_systemd(plan) {
        files.push(file(
            plan,
            &postgresql_unit(plan),
            &drop_in(plan, Consumer::Postgresql),
        ));
        files.push(redis(plan));
        files.extend(pgbouncer(plan));
        if plan.search.is_some() {
            files.push(file(
                plan,
                "elasticsearch.service",
                &drop_in(plan, Consumer::Search),
            ));
        }
    }
    files
}

fn nginx(plan: &Plan) -> File {
    let drop_in = DropIn {
        file_limit: Some(tuned(&plan.nginx.worker_rlimit_nofile)),
        ..drop_in(plan, Consumer::Nginx)
    };
    file(plan, "nginx.service", &drop_in)
}

fn redis(plan: &Plan) -> File {
    let drop_in = DropIn {
        state_folder: Some("redis/%i"),
        ..drop_in(plan, Consumer::Redis)
    };
    file(plan, "redis-server@.service", &drop_in)
}

fn pgbouncer(plan: &Plan) -> Option<File> {
    let drop_in = DropIn {
        file_limit: Some(tuned(&plan.pgbouncer.as_ref()?.file_limit)),
        ..drop_in(plan, Consumer::Pgbouncer)
    };
    Some(file(plan, "pgbouncer.service", &drop_in))
}

/// What is the same for all.
fn drop_in(plan: &Plan, consumer: Consumer) -> DropIn {
    DropIn {
        about: FILE.summary,
        has_slice: has_slice(plan, consumer),
        slice: slice_name(consumer),
        oom_score: oom_score(plan, consumer),
        file_limit: None,
        state_folder: None,
    }
}

fn file(plan: &Plan, unit: &str, drop_in: &DropIn) -> File {
    on_host(
        &FILE,
        plan,
        &format!("etc/systemd/system/{unit}.d/mastodon.conf"),
        drop_in,
    )
}
