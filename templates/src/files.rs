//! Every kind of file, one module each, listed here once in the order of a bundle.

use crate::FileKind;

mod apply;
mod backup;
mod compose;
mod database_sql;
mod drop_ins;
mod environment;
mod exporter_unit;
mod gitignore;
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
    &apply::FILE,
    &apply::PLAN,
    &verify::FILE,
    &gitignore::FILE,
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
    &backup::SCRIPT,
    &backup::UNITS,
];
