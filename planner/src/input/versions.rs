//! Versions, the distribution and the way of running.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{Distribution, Mastodon, Postgresql, Run};
use crate::value::choice::Chosen;

pub(super) const ALL: &[&Field] = &[&DISTRIBUTION, &RUN, &MASTODON, &POSTGRESQL];

pub static DISTRIBUTION: Field = Field {
    name: "distribution",
    label: "Distribution",
    help: "Decides the syntax that nginx and PgBouncer accept, and where files go.",
    kind: Distribution::KIND,
    asked: Asked::usual(Section::Server),
    access: at!(spec.distribution),
};

pub static RUN: Field = Field {
    name: "run",
    label: "Run with",
    help: "systemd units directly on the host, or containers by docker compose.",
    kind: Run::KIND,
    asked: Asked::usual(Section::Server),
    access: at!(spec.run),
};

pub static MASTODON: Field = Field {
    name: "mastodon",
    label: "Mastodon version",
    help: "Queues, variables, secrets and commands differ by version.",
    kind: Mastodon::KIND,
    asked: Asked::usual(Section::Server),
    access: at!(spec.mastodon),
};

pub static POSTGRESQL: Field = Field {
    name: "postgresql",
    label: "PostgreSQL version",
    help: "Which settings exist, and where they are kept, depends on it. Of a database elsewhere, the version that it has.",
    kind: Postgresql::KIND,
    asked: Asked::usual(Section::Server),
    access: at!(spec.postgresql),
};
