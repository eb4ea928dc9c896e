//! Choices that the plan makes itself unless the admin does.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{PgbouncerAuth, PgbouncerChoice, RedisChoice, RedisProgram, Search, SidekiqChoice};
use crate::value::Kind;
use crate::value::choice::Chosen;

pub(super) const ALL: &[&Field] = &[
    &PGBOUNCER,
    &PGBOUNCER_AUTH,
    &REDIS,
    &REDIS_PROGRAM,
    &SIDEKIQ,
    &SEARCH,
    &METRICS,
];

pub static PGBOUNCER: Field = Field {
    name: "options.pgbouncer",
    label: "PgBouncer",
    help: "Lets many threads share few database connections.",
    kind: PgbouncerChoice::KIND,
    asked: Asked::usual(Section::Options),
    access: at!(spec.options.pgbouncer),
};

pub static PGBOUNCER_AUTH: Field = Field {
    name: "options.pgbouncer_auth",
    label: "PgBouncer passwords",
    help: "How the database role's password is stored in PostgreSQL.",
    kind: PgbouncerAuth::KIND,
    asked: Asked::seldom(Section::Options)
        .when(|spec| spec.options.pgbouncer != PgbouncerChoice::Off && !spec.database.is_elsewhere()),
    access: at!(spec.options.pgbouncer_auth),
};

pub static REDIS: Field = Field {
    name: "options.redis",
    label: "Redis instances",
    help: "A cache may forget, queues and feeds may not: apart, each gets its own rules.",
    kind: RedisChoice::KIND,
    asked: Asked::usual(Section::Options),
    access: at!(spec.options.redis),
};

pub static REDIS_PROGRAM: Field = Field {
    name: "options.redis_program",
    label: "Redis or Valkey",
    help: "Which program is Redis here. Files, units and commands have its name; Mastodon sees no difference.",
    kind: RedisProgram::KIND,
    asked: Asked::seldom(Section::Options),
    access: at!(spec.options.redis_program),
};

pub static SIDEKIQ: Field = Field {
    name: "options.sidekiq",
    label: "Sidekiq layout",
    help: "How background work is split over processes.",
    kind: SidekiqChoice::KIND,
    asked: Asked::usual(Section::Options),
    access: at!(spec.options.sidekiq),
};

pub static SEARCH: Field = Field {
    name: "options.search",
    label: "Full-text search",
    help: "Lets users search the posts they have seen.",
    kind: Search::KIND,
    asked: Asked::usual(Section::Options),
    access: at!(spec.options.search),
};

pub static METRICS: Field = Field {
    name: "options.metrics",
    label: "Prometheus metrics",
    help: "Mastodon 4.4 and newer can be watched by Prometheus.",
    kind: Kind::Switch,
    asked: Asked::seldom(Section::Options).when(|spec| spec.mastodon.has_prometheus_exporter()),
    access: at!(spec.options.metrics),
};
