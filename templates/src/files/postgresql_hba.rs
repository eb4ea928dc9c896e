//! `pg_hba.conf` of PostgreSQL in a container. On a host the distribution's own does.

use askama::Template;
use planner::spec::Run;

use crate::here::Here;
use crate::login;
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "postgresql-hba",
    summary: "Says who may log in to PostgreSQL, from where, and how.",
    reader: "PostgreSQL",
    format: &format::POSTGRESQL,
    render: Render::HostUnder(Run::Compose, render),
};

#[derive(Template)]
#[template(path = "opt/mastodon/postgresql/pg_hba.conf", escape = "hba")]
struct PostgresqlHba {
    about: &'static str,
    method: &'static str,
}

fn render(here: Here<'_>) -> Vec<File> {
    if here.host.postgresql.is_none() {
        return Vec::new();
    }
    let hba = PostgresqlHba {
        about: FILE.summary,
        method: login::kept(here.plan).method,
    };
    vec![here.file(
        &FILE,
        &format!("{}/postgresql/pg_hba.conf", here.running().folder()),
        &hba,
    )]
}
