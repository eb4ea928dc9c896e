//! `pgbouncer.ini`.

use askama::Template;
use planner::plan::{Pgbouncer, Service, Timeouts};
use planner::value::text::Address;

use crate::elsewhere::Elsewhere;
use crate::here::{Here, Reached};
use crate::login;
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "pgbouncer-ini",
    summary: "Lets all of Mastodon's threads share few connections to PostgreSQL.",
    reader: "PgBouncer",
    format: &format::INI,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/pgbouncer/pgbouncer.ini")]
struct PgbouncerIni<'a> {
    about: &'static str,
    is_container: bool,
    pgbouncer: &'a Pgbouncer,
    database: &'a str,
    elsewhere: Option<Elsewhere<'a>>,
    server: Option<Reached>,
    /// All addresses, where there are none.
    listen: Vec<Address>,
    socket_folder: &'static str,
    auth_type: &'static str,
    admin: &'static str,
    timeouts: &'a Timeouts,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(pgbouncer) = &here.host.pgbouncer else {
        return Vec::new();
    };
    let running = here.running();
    let is_container = running.is_in_containers();
    let ini = PgbouncerIni {
        about: FILE.summary,
        is_container,
        pgbouncer,
        database: login::database(here.plan),
        elsewhere: here.elsewhere(),
        server: here.reached(Service::Postgresql),
        listen: if is_container {
            Vec::new()
        } else {
            here.listens(Service::Pgbouncer)
        },
        socket_folder: running.pgbouncer_sockets(),
        auth_type: login::kept(here.plan).method,
        admin: login::PGBOUNCER_ADMIN,
        timeouts: &here.plan.connections.timeouts,
    };
    vec![here.file(&FILE, &running.pgbouncer_ini(), &ini).secret()]
}
