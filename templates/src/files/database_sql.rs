//! `database.sql`: the role and the database of a new server.

use askama::Template;

use crate::here::Here;
use crate::login;
use crate::quote::filters;
use crate::{File, FileKind, Render, Secrets, format};

pub(super) static FILE: FileKind = FileKind {
    id: "database-sql",
    summary: "Creates the database and the role that owns it.",
    reader: "psql, once",
    format: &format::SQL,
    render: Render::HostWithSecrets(render),
};

#[derive(Template)]
#[template(path = "root/mastodon-setup/database.sql")]
struct DatabaseSql<'a> {
    about: &'static str,
    user: &'static str,
    database: &'static str,
    password: &'a str,
}

fn render(here: Here<'_>, secrets: &Secrets) -> Vec<File> {
    if here.plan.spec.site.server.runs_already() || here.host.postgresql.is_none() {
        return Vec::new();
    }
    let sql = DatabaseSql {
        about: FILE.summary,
        user: login::ROLE,
        database: login::DATABASE,
        password: login::kept(here.plan).password(secrets),
    };
    vec![here.file(&FILE, &here.running().database_sql(), &sql).secret()]
}
