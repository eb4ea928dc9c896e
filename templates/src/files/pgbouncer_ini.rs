//! `pgbouncer.ini`.

use askama::Template;
use planner::plan::Service;

use super::database_sql::DATABASE;
use super::postgresql_hba::auth_method;
use crate::files::joined;
use crate::here::Here;
use crate::reached::{Reached, reached};
use crate::tuned::{Tuned, TunedSetting, settings, tuned, why};
use crate::{File, FileKind, Render, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "pgbouncer-ini",
    summary: "Lets all of Mastodon's threads share few connections to PostgreSQL.",
    reader: "PgBouncer",
    render: Render::Host(render),
};

/// Who may see PgBouncer's console. On the host its own system user needs no password for it.
pub(super) const ADMIN: &str = "pgbouncer";

#[derive(Template)]
#[template(path = "etc/pgbouncer/pgbouncer.ini", escape = "none")]
struct PgbouncerIni {
    about: &'static str,
    is_container: bool,
    why: String,
    database: &'static str,
    server: Option<Reached>,
    listen_address: String,
    listen_port: u16,
    socket_folder: &'static str,
    auth_type: &'static str,
    admin: &'static str,
    max_client_conn: Tuned,
    default_pool_size: Tuned,
    reserve_pool_size: Tuned,
    settings: Vec<TunedSetting>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(pgbouncer) = &here.host.pgbouncer else {
        return Vec::new();
    };
    let is_container = !here.is_systemd();
    let ini = PgbouncerIni {
        about: FILE.summary,
        is_container,
        why: why(pgbouncer.why.rule, &pgbouncer.why.working),
        database: DATABASE,
        server: reached(here, Service::Postgresql),
        listen_address: if is_container {
            "*".to_owned()
        } else {
            joined(&here.listens(Service::Pgbouncer), ",")
        },
        listen_port: pgbouncer.port,
        socket_folder: if is_container {
            "/tmp"
        } else {
            "/var/run/postgresql"
        },
        auth_type: auth_method(here.plan),
        admin: ADMIN,
        max_client_conn: tuned(&pgbouncer.max_client_conn),
        default_pool_size: tuned(&pgbouncer.default_pool_size),
        reserve_pool_size: tuned(&pgbouncer.reserve_pool_size),
        settings: settings(&pgbouncer.settings, quote::comment),
    };
    let path = if is_container {
        "opt/mastodon/pgbouncer/pgbouncer.ini"
    } else {
        "etc/pgbouncer/pgbouncer.ini"
    };
    vec![here.file(&FILE, path, &ini).secret()]
}
