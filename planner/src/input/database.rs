//! Where the database is.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{DatabasePlace, DatabaseTls, Spec};
use crate::value::Kind;
use crate::value::choice::Chosen;
use crate::value::text::{DatabaseName, HostName};

pub(super) const ALL: &[&Field] = &[
    &PLACE,
    &HOST,
    &PORT,
    &NAME,
    &USER,
    &TLS,
    &CONNECTIONS,
    &RESERVED_CONNECTIONS,
];

pub static PLACE: Field = Field {
    name: "database.place",
    label: "Database",
    help: "Elsewhere it has no memory, no settings and no backup of this plan's; what counts is how many connections it takes.",
    kind: DatabasePlace::KIND,
    asked: Asked::usual(Section::Network),
    access: at!(spec.database.place),
};

pub static HOST: Field = Field {
    name: "database.host",
    label: "Database host",
    help: "Where PostgreSQL itself answers, not a pooler of the provider's before it.",
    kind: HostName::kind("db.example.net"),
    asked: Asked::usual(Section::Network).when(elsewhere),
    access: at!(spec.database.host),
};

pub static PORT: Field = Field {
    name: "database.port",
    label: "Database port",
    help: "5432 is PostgreSQL's own; providers may have another.",
    kind: Kind::Number {
        min: 1,
        max: 65_535,
        unit: "(TCP)",
    },
    asked: Asked::usual(Section::Network).when(elsewhere),
    access: at!(spec.database.port),
};

pub static NAME: Field = Field {
    name: "database.name",
    label: "Database name",
    help: "The database that is Mastodon's there.",
    kind: DatabaseName::kind("mastodon_production"),
    asked: Asked::usual(Section::Network).when(elsewhere),
    access: at!(spec.database.name),
};

pub static USER: Field = Field {
    name: "database.user",
    label: "Database user",
    help: "The role that owns it. Its password is no input: its place in the files is marked.",
    kind: DatabaseName::kind("mastodon"),
    asked: Asked::usual(Section::Network).when(elsewhere),
    access: at!(spec.database.user),
};

pub static TLS: Field = Field {
    name: "database.tls",
    label: "Database encryption",
    help: "Whether the way there is encrypted, and how it is known that the database answers.",
    kind: DatabaseTls::KIND,
    asked: Asked::usual(Section::Network).when(elsewhere),
    access: at!(spec.database.tls),
};

pub static CONNECTIONS: Field = Field {
    name: "database.connections",
    label: "Database connections",
    help: "The most that it accepts, max_connections, as the provider states it for your plan.",
    kind: Kind::Number {
        min: 1,
        max: 10_000,
        unit: "connections",
    },
    asked: Asked::usual(Section::Network).when(elsewhere),
    access: at!(spec.database.connections),
};

pub static RESERVED_CONNECTIONS: Field = Field {
    name: "database.reserved_connections",
    label: "Connections that the provider keeps",
    help: "How many of them are not for you. PostgreSQL itself keeps three for its superuser; some providers keep more for their own programs.",
    kind: Kind::Number {
        min: 0,
        max: 1000,
        unit: "connections",
    },
    asked: Asked::seldom(Section::Network).when(elsewhere),
    access: at!(spec.database.reserved_connections),
};

fn elsewhere(spec: &Spec) -> bool {
    spec.database.is_elsewhere()
}
