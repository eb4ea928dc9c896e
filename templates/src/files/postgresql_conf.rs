//! PostgreSQL's settings: in `conf.d` on the host, a whole file in a container.

use askama::Template;
use planner::Plan;

use super::{is_systemd, on_host};
use crate::tuned::{TunedSetting, settings};
use crate::{File, FileKind, Render, Secrets, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "postgresql-conf",
    summary: "Settings of PostgreSQL for its share of this host.",
    reader: "PostgreSQL",
    render: Render::FromPlan(render),
};

#[derive(Template)]
#[template(path = "etc/postgresql/90-mastodon.conf", escape = "none")]
struct PostgresqlConf {
    about: &'static str,
    is_container: bool,
    port: u16,
    settings: Vec<TunedSetting>,
}

fn render(plan: &Plan, _: &Secrets) -> Vec<File> {
    let conf = PostgresqlConf {
        about: FILE.summary,
        is_container: !is_systemd(plan),
        port: plan.postgresql.port,
        settings: settings(&plan.postgresql.settings, quote::postgresql),
    };
    let path = if is_systemd(plan) {
        format!(
            "etc/postgresql/{}/main/conf.d/90-mastodon.conf",
            plan.spec.postgresql
        )
    } else {
        "opt/mastodon/postgresql/mastodon.conf".to_owned()
    };
    vec![on_host(&FILE, plan, &path, &conf)]
}
