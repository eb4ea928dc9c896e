//! `userlist.txt`: who may log in to PgBouncer.

use askama::Template;

use crate::here::Here;
use crate::login;
use crate::quote::filters;
use crate::{File, FileKind, Render, Secrets, format};

pub(super) static FILE: FileKind = FileKind {
    id: "userlist",
    summary: "Who may log in to PgBouncer.",
    reader: "PgBouncer",
    format: &format::USERLIST,
    render: Render::HostWithSecrets(render),
};

#[derive(Template)]
#[template(path = "etc/pgbouncer/userlist.txt")]
struct Userlist<'a> {
    about: &'static str,
    is_elsewhere: bool,
    user: &'a str,
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
        is_elsewhere: here.plan.spec.database.is_elsewhere(),
        user: login::role(here.plan),
        secret: login::kept(here.plan).password(secrets),
        admin: login::PGBOUNCER_ADMIN,
        admin_password: &secrets.pgbouncer,
    };
    vec![here.file(&FILE, &here.running().userlist(), &list).secret()]
}
