//! Every kind of file, one module each, listed here once in the order of a bundle.

use planner::Plan;
use planner::input::Run;
use planner::plan::{Consumer, Limits};

use crate::{File, FileKind};

mod compose;
mod database_sql;
mod drop_ins;
mod environment;
mod exporter_unit;
mod media_site;
mod nginx_conf;
mod nginx_site;
mod pgbouncer_ini;
mod plan_document;
mod postgresql_conf;
mod postgresql_hba;
mod redis_conf;
mod runbook;
mod search_options;
mod sidekiq_umbrella;
mod sidekiq_units;
mod slices;
mod spec_document;
mod streaming_umbrella;
mod streaming_unit;
mod sysctl;
mod userlist;
mod verify;
mod web_unit;

/// Every kind of file that a bundle may have.
pub static FILES: &[&FileKind] = &[
    &runbook::FILE,
    &verify::FILE,
    &plan_document::FILE,
    &spec_document::FILE,
    &environment::FILE,
    &compose::FILE,
    &web_unit::FILE,
    &streaming_umbrella::FILE,
    &streaming_unit::FILE,
    &sidekiq_umbrella::FILE,
    &sidekiq_units::FILE,
    &exporter_unit::FILE,
    &slices::FILE,
    &drop_ins::FILE,
    &nginx_conf::FILE,
    &nginx_site::FILE,
    &media_site::FILE,
    &postgresql_conf::FILE,
    &postgresql_hba::FILE,
    &database_sql::FILE,
    &pgbouncer_ini::FILE,
    &userlist::FILE,
    &redis_conf::FILE,
    &search_options::FILE,
    &sysctl::FILE,
];

/// The text of a file. It ends with one line break, whatever its template ends with.
fn laid_out(template: &impl askama::Template) -> String {
    let mut text = template.render().expect("templates call nothing that can fail");
    text.truncate(text.trim_end().len());
    text.push('\n');
    text
}

/// A file on the host, by its path there without the leading slash.
fn on_host(kind: &'static FileKind, plan: &Plan, path: &str, template: &impl askama::Template) -> File {
    File::new(kind, format!("{}/{path}", plan.host().name), laid_out(template))
}

/// Where a file is on the host; none for those that are read elsewhere.
fn on_the_host<'a>(plan: &Plan, file: &'a File) -> Option<&'a str> {
    file.path
        .strip_prefix(plan.host().name.as_str())
        .filter(|path| path.starts_with('/'))
}

fn is_systemd(plan: &Plan) -> bool {
    plan.spec.run == Run::Systemd
}

fn limits(plan: &Plan, consumer: Consumer) -> Option<Limits> {
    plan.host().limits_of(consumer)
}

fn oom_score(plan: &Plan, consumer: Consumer) -> Option<i32> {
    limits(plan, consumer).map(|limits| limits.oom_score_adjust)
}

/// The part of a slice's or unit's name that says whose it is.
const fn slice_name(consumer: Consumer) -> &'static str {
    match consumer {
        Consumer::Puma => "web",
        other => other.id(),
    }
}

/// Units that Mastodon's processes are started after.
fn started_after(plan: &Plan) -> String {
    let mut units = vec!["network.target".to_owned(), postgresql_unit(plan)];
    units.extend(
        plan.redis
            .instances
            .iter()
            .map(|redis| format!("redis-server@{}.service", redis.name)),
    );
    if plan.uses_pgbouncer() {
        units.push("pgbouncer.service".to_owned());
    }
    units.join(" ")
}

fn postgresql_unit(plan: &Plan) -> String {
    format!("postgresql@{}-main.service", plan.spec.postgresql)
}
