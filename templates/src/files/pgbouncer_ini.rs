//! `pgbouncer.ini`.

use askama::Template;
use planner::plan::{Pgbouncer, Service};
use planner::value::text::Address;

use super::database_sql::DATABASE;
use super::postgresql_hba::auth_method;
use crate::here::Here;
use crate::quote::filters;
use crate::reached::{Reached, reached};
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "pgbouncer-ini",
    summary: "Lets all of Mastodon's threads share few connections to PostgreSQL.",
    reader: "PgBouncer",
    render: Render::Host(render),
};

/// Who may see PgBouncer's console. On the host its own system user needs no password for it.
pub(super) const ADMIN: &str = "pgbouncer";

#[derive(Template)]
#[template(path = "etc/pgbouncer/pgbouncer.ini")]
struct PgbouncerIni<'a> {
    about: &'static str,
    is_container: bool,
    pgbouncer: &'a Pgbouncer,
    database: &'static str,
    server: Option<Reached>,
    /// All addresses, where there are none.
    listen: Vec<Address>,
    socket_folder: &'static str,
    auth_type: &'static str,
    admin: &'static str,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(pgbouncer) = &here.host.pgbouncer else {
        return Vec::new();
    };
    let is_container = !here.is_systemd();
    let ini = PgbouncerIni {
        about: FILE.summary,
        is_container,
        pgbouncer,
        database: DATABASE,
        server: reached(here, Service::Postgresql),
        listen: if is_container {
            Vec::new()
        } else {
            here.listens(Service::Pgbouncer)
        },
        socket_folder: if is_container {
            "/tmp"
        } else {
            "/var/run/postgresql"
        },
        auth_type: auth_method(here.plan),
        admin: ADMIN,
    };
    let path = if is_container {
        "opt/mastodon/pgbouncer/pgbouncer.ini"
    } else {
        "etc/pgbouncer/pgbouncer.ini"
    };
    vec![here.file(&FILE, path, &ini).secret()]
}
