//! `*.service.d/mastodon.conf`: limits of the units that the distribution's packages bring.

use askama::Template;
use planner::plan::{Consumer, Nginx, Pgbouncer};
use planner::rule::Value;

use crate::here::Here;
use crate::quote::filters;
use crate::running::units;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "drop-ins",
    summary: "Adds limits to a unit of the distribution's.",
    reader: "systemd",
    format: &format::UNIT,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/systemd/system/drop-in.conf", escape = "unit")]
struct DropIn<'a> {
    about: &'static str,
    slice: Option<String>,
    oom_score: Option<i32>,
    file_limit: Option<&'a Value<u32>>,
    state_folder: Option<String>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let mut files = Vec::new();
    files.extend(here.host.nginx.as_ref().map(|nginx| of_nginx(here, nginx)));
    if here.running().is_by_units() {
        if here.host.postgresql.is_some() {
            let unit = units::postgresql(here.plan.spec.postgresql);
            files.push(file(here, &unit, &drop_in(here, Consumer::Postgresql)));
        }
        files.extend(of_redis(here));
        files.extend(
            here.host
                .pgbouncer
                .iter()
                .map(|pgbouncer| of_pgbouncer(here, pgbouncer)),
        );
        if here.host.search.is_some() {
            files.push(file(here, units::SEARCH, &drop_in(here, Consumer::Search)));
        }
    }
    files
}

fn of_nginx(here: Here<'_>, nginx: &Nginx) -> File {
    let drop_in = DropIn {
        file_limit: Some(&nginx.worker_rlimit_nofile),
        ..drop_in(here, Consumer::Nginx)
    };
    file(here, units::NGINX, &drop_in)
}

/// Each of ours: the host may have others.
fn of_redis(here: Here<'_>) -> Vec<File> {
    let drop_in = DropIn {
        state_folder: Some(format!("{}/%i", here.running().store().name)),
        ..drop_in(here, Consumer::Redis)
    };
    units::redis(here)
        .map(|unit| file(here, &unit, &drop_in))
        .collect()
}

fn of_pgbouncer(here: Here<'_>, pgbouncer: &Pgbouncer) -> File {
    let drop_in = DropIn {
        file_limit: Some(&pgbouncer.file_limit),
        ..drop_in(here, Consumer::Pgbouncer)
    };
    file(here, units::PGBOUNCER, &drop_in)
}

/// What is the same for all.
fn drop_in(here: Here<'_>, consumer: Consumer) -> DropIn<'_> {
    DropIn {
        about: FILE.summary,
        slice: units::slice(here, consumer),
        oom_score: here.oom_score(consumer),
        file_limit: None,
        state_folder: None,
    }
}

fn file(here: Here<'_>, unit: &str, drop_in: &DropIn<'_>) -> File {
    let path = units::path(&format!("{unit}.d/mastodon.conf"));
    here.file(&FILE, &path, drop_in)
}
