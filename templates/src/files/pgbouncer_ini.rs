//! `pgbouncer.ini`.

use askama::Template;
use planner::Plan;

use super::database_sql::DATABASE;
use super::postgresql_hba::auth_method;
use super::{is_systemd, on_host};
use crate::tuned::{Tuned, TunedSetting, settings, tuned, why};
use crate::{File, FileKind, Render, Secrets, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "pgbouncer-ini",
    summary: "Lets all of Mastodon's threads share few connections to PostgreSQL.",
    reader: "PgBouncer",
    render: Render::FromPlan(render),
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
    host: &'static str,
    port: u16,
    listen_address: &'static str,
    listen_port: u16,
    socket_folder: &'static str,
    auth_type: &'static str,
    admin: &'static str,
    max_client_conn: Tuned,
    default_pool_size: Tuned,
    reserve_pool_size: Tuned,
    settings: Vec<TunedSetting>,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    let Some(pgbouncer) = &plan.pgbouncer else {
        return Vec::new();
    };
    let is_container = !is_systemd(plan);
    let ini = PgbouncerIni {
        about: FILE.summary,
        is_container,
        why: why(pgbouncer.why.rule, &pgbouncer.why.working),
        database: DATABASE,
        host: if is_container { "db" } else { "127.0.0.1" },
        port: plan.postgresql.port,
        listen_address: if is_container { "*" } else { "127.0.0.1" },
        listen_port: pgbouncer.port,
        socket_folder: if is_container {
            "/tmp"
        } else {
            "/var/run/postgresql"
        },
        auth_type: auth_method(plan),
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
    vec![on_host(&FILE, plan, path, &ini).secret()]
}
