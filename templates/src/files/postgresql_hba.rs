//! `pg_hba.conf` of PostgreSQL in a container. On a host the distribution's own does.

use askama::Template;
use planner::Plan;
use planner::input::options::PgbouncerAuth;

use super::{is_systemd, on_host};
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "postgresql-hba",
    summary: "Says who may log in to PostgreSQL, from where, and how.",
    reader: "PostgreSQL",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "opt/mastodon/postgresql/pg_hba.conf", escape = "none")]
struct PostgresqlHba {
    about: &'static str,
    method: &'static str,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    if is_systemd(plan) {
        return Vec::new();
    }
    let hba = PostgresqlHba {
        about: FILE.summary,
        method: auth_method(plan),
    };
    vec![on_host(&FILE, plan, "opt/mastodon/postgresql/pg_hba.conf", &hba)]
}

/// PostgreSQL's and PgBouncer's word for the way in which passwords are kept.
pub(super) const fn auth_method(plan: &Plan) -> &'static str {
    match plan.spec.options.pgbouncer_auth {
        PgbouncerAuth::Scram => "scram-sha-256",
        PgbouncerAuth::Md5 => "md5",
    }
}
