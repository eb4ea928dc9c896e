//! `userlist.txt`: who may log in to PgBouncer.

use askama::Template;

use super::database_sql::kept_password;
use super::pgbouncer_ini::ADMIN;
use crate::here::Here;
use crate::quote::filters;
use crate::secrets::DATABASE_USER;
use crate::{File, FileKind, Render, Secrets};

pub(super) static FILE: FileKind = FileKind {
    id: "userlist",
    summary: "Who may log in to PgBouncer.",
    reader: "PgBouncer",
    render: Render::HostWithSecrets(render),
};

#[derive(Template)]
#[template(path = "etc/pgbouncer/userlist.txt")]
struct Userlist<'a> {
    about: &'static str,
    user: &'static str,
    secret: &'a str,
    admin: &'static str,
    admin_password: &'a str,
}

fn render(here: Here<'_>, secrets: &Secrets) -> Vec<File> {
    if here.host.pgbouncer.is_none() {
        return Vec::new();
    }
    let list = Userlist {
        about: FILE.summary,
        user: DATABASE_USER,
        secret: kept_password(here.plan, secrets),
        admin: ADMIN,
        admin_password: &secrets.pgbouncer,
    };
    let path = if here.is_systemd() {
        "etc/pgbouncer/userlist.txt"
    } else {
        "opt/mastodon/pgbouncer/userlist.txt"
    };
    vec![here.file(&FILE, path, &list).secret()]
}
