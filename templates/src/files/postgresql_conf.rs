//! PostgreSQL's settings: in `conf.d` on the host, a whole file in a container.

use askama::Template;
use planner::plan::Postgresql;

use crate::here::Here;
use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "postgresql-conf",
    summary: "Settings of PostgreSQL for its share of this host.",
    reader: "PostgreSQL",
    format: &format::POSTGRESQL,
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/postgresql/90-mastodon.conf", escape = "postgresql")]
struct PostgresqlConf<'a> {
    about: &'static str,
    is_container: bool,
    postgresql: &'a Postgresql,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(postgresql) = &here.host.postgresql else {
        return Vec::new();
    };
    let conf = PostgresqlConf {
        about: FILE.summary,
        is_container: here.running().is_in_containers(),
        postgresql,
    };
    let path = here.running().postgresql_conf(here.plan.spec.postgresql);
    vec![here.file(&FILE, &path, &conf)]
}
