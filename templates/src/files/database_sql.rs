//! `database.sql`: the role and the database of a new server.

use askama::Template;
use planner::Plan;
use planner::spec::{PgbouncerAuth, ServerState};

use crate::here::Here;
use crate::quote::filters;
use crate::secrets::DATABASE_USER;
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "database-sql",
    summary: "Creates the database and the role that owns it.",
    reader: "psql, once",
    render: Render::HostWithSecrets(render),
};

/// Mastodon's own name for it.
pub(super) const DATABASE: &str = "mastodon_production";

#[derive(Template)]
#[template(path = "root/mastodon-setup/database.sql")]
struct DatabaseSql<'a> {
    about: &'static str,
    user: &'static str,
    database: &'static str,
    password: &'a str,
}

fn render(here: Here<'_>, secrets: &Secrets) -> Vec<File> {
    if here.plan.spec.site.server == ServerState::Existing || here.host.postgresql.is_none() {
        return Vec::new();
    }
    let sql = DatabaseSql {
        about: FILE.summary,
        user: DATABASE_USER,
        database: DATABASE,
        password: kept_password(here.plan, secrets),
    };
    let path = if here.is_systemd() {
        "root/mastodon-setup/database.sql"
    } else {
        "opt/mastodon/postgresql/database.sql"
    };
    vec![here.file(&FILE, path, &sql).secret()]
}

/// What PostgreSQL keeps of the role's password; the same stands in PgBouncer's user list.
pub(super) const fn kept_password<'a>(plan: &Plan, secrets: &'a Secrets) -> &'a str {
    match plan.spec.options.pgbouncer_auth {
        PgbouncerAuth::Scram => secrets.database.scram.as_str(),
        PgbouncerAuth::Md5 => secrets.database.md5.as_str(),
    }
}
