//! PostgreSQL's settings: in `conf.d` on the host, a whole file in a container.

use askama::Template;

use crate::here::Here;
use crate::tuned::{TunedSetting, settings};
use crate::{File, FileKind, Render, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "postgresql-conf",
    summary: "Settings of PostgreSQL for its share of this host.",
    reader: "PostgreSQL",
    render: Render::Host(render),
};

#[derive(Template)]
#[template(path = "etc/postgresql/90-mastodon.conf", escape = "none")]
struct PostgresqlConf {
    about: &'static str,
    is_container: bool,
    port: u16,
    settings: Vec<TunedSetting>,
}

fn render(here: Here<'_>) -> Vec<File> {
    let Some(postgresql) = &here.host.postgresql else {
        return Vec::new();
    };
    let conf = PostgresqlConf {
        about: FILE.summary,
        is_container: !here.is_systemd(),
        port: postgresql.port,
        settings: settings(&postgresql.settings, quote::postgresql),
    };
    let path = if here.is_systemd() {
        format!(
            "etc/postgresql/{}/main/conf.d/90-mastodon.conf",
            here.plan.spec.postgresql
        )
    } else {
        "opt/mastodon/postgresql/mastodon.conf".to_owned()
    };
    vec![here.file(&FILE, &path, &conf)]
}
