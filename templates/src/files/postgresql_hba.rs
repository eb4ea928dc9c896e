//! `pg_hba.conf` of PostgreSQL in a container. On a host the distribution's own does.

use askama::Template;
use planner::Plan;
use planner::spec::PgbouncerAuth;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "postgresql-hba",
    summary: "Says who may log in to PostgreSQL, from where, and how.",
    reader: "PostgreSQL",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "opt/mastodon/postgresql/pg_hba.conf", escape = "hba")]
struct PostgresqlHba {
    about: &'static str,
    method: &'static str,
}

fn render(here: Here<'_>) -> Vec<File> {
    if here.is_systemd() || here.host.postgresql.is_none() {
        return Vec::new();
    }
    let hba = PostgresqlHba {
        about: FILE.summary,
        method: auth_method(here.plan),
    };
    vec![here.file(&FILE, "opt/mastodon/postgresql/pg_hba.conf", &hba)]
}

/// PostgreSQL's and PgBouncer's word for the way in which passwords are kept.
pub(super) const fn auth_method(plan: &Plan) -> &'static str {
    match plan.spec.options.pgbouncer_auth {
        PgbouncerAuth::Scram => "scram-sha-256",
        PgbouncerAuth::Md5 => "md5",
    }
}
