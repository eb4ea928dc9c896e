//! `userlist.txt`: who may log in to PgBouncer.

use askama::Template;
use planner::Plan;

use super::database_sql::kept_password;
use super::pgbouncer_ini::ADMIN;
use super::{is_systemd, on_host};
use crate::secrets::DATABASE_USER;
use crate::{File, FileKind, Render, Secrets, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "userlist",
    summary: "Who may log in to PgBouncer.",
    reader: "PgBouncer",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/pgbouncer/userlist.txt", escape = "none")]
struct Userlist {
    about: &'static str,
    user: String,
    secret: String,
    admin: String,
    admin_password: String,
}

fn render(plan: &Plan, secrets: &Secrets) -> Vec<File> {
    if plan.pgbouncer.is_none() {
        return Vec::new();
    }
    let list = Userlist {
        about: FILE.summary,
        user: quote::userlist(DATABASE_USER),
        secret: quote::userlist(kept_password(plan, secrets)),
        admin: quote::userlist(ADMIN),
        admin_password: quote::userlist(&secrets.pgbouncer),
    };
    let path = if is_systemd(plan) {
        "etc/pgbouncer/userlist.txt"
    } else {
        "opt/mastodon/pgbouncer/userlist.txt"
    };
    vec![on_host(&FILE, plan, path, &list).secret()]
}
