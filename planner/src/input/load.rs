//! How much the server has to do.

use crate::field::{Asked, Field, Section, at};
use crate::value::Kind;

pub(super) const ALL: &[&Field] = &[
    &ACTIVE_USERS,
    &SURGE,
    &RELAYS,
    &JOBS_PER_DAY,
    &REQUESTS_PER_SECOND,
    &STREAMING_CONNECTIONS,
    &BACKLOG,
];

pub static ACTIVE_USERS: Field = Field {
    name: "load.active_users",
    label: "Active users",
    help: "Who log in at least once a month. The About page shows the number.",
    kind: Kind::Number {
        min: 1,
        max: 1_000_000,
        unit: "people",
    },
    asked: Asked::usual(Section::Load),
    access: at!(spec.load.active_users),
};

pub static SURGE: Field = Field {
    name: "load.surge",
    label: "Be ready for",
    help: "The load that the server should stand. 1 is ordinary days; 10 is November 2022.",
    kind: Kind::Number {
        min: 1,
        // Servers grew tenfold within weeks in November 2022; nobody reported more in so short a time.
        max: 10,
        unit: "× today's load",
    },
    asked: Asked::usual(Section::Load),
    access: at!(spec.load.surge),
};

pub static RELAYS: Field = Field {
    name: "load.relays",
    label: "Relays",
    help: "How many relays the server is subscribed to. Each brings posts, and with them jobs and media, whoever follows whom.",
    kind: Kind::Number {
        min: 0,
        max: 100,
        unit: "relays",
    },
    asked: Asked::seldom(Section::Load),
    access: at!(spec.load.relays),
};

pub static JOBS_PER_DAY: Field = Field {
    name: "load.measured.jobs_per_day",
    label: "Jobs per day, measured",
    help: "From the Sidekiq dashboard, processed on an ordinary day. Replaces the estimate.",
    kind: Kind::Number {
        min: 1,
        max: 1_000_000_000,
        unit: "jobs",
    },
    asked: Asked::seldom(Section::Load),
    access: at!(spec.load.measured.jobs_per_day),
};

pub static REQUESTS_PER_SECOND: Field = Field {
    name: "load.measured.requests_per_second",
    label: "Requests per second, measured",
    help: "Requests that reach Puma at a busy hour. Replaces the estimate.",
    kind: Kind::Number {
        min: 1,
        max: 100_000,
        unit: "requests",
    },
    asked: Asked::seldom(Section::Load),
    access: at!(spec.load.measured.requests_per_second),
};

pub static STREAMING_CONNECTIONS: Field = Field {
    name: "load.measured.streaming_connections",
    label: "Streaming connections, measured",
    help: "Open at a busy hour. Replaces the estimate.",
    kind: Kind::Number {
        min: 1,
        max: 1_000_000,
        unit: "connections",
    },
    asked: Asked::seldom(Section::Load),
    access: at!(spec.load.measured.streaming_connections),
};

pub static BACKLOG: Field = Field {
    name: "load.measured.backlog",
    label: "Backlog to clear",
    help: "Jobs that wait in the queues now. Redis gets room for them, and the plan says how long they take.",
    kind: Kind::Number {
        min: 1,
        max: 1_000_000_000,
        unit: "jobs",
    },
    asked: Asked::seldom(Section::Load),
    access: at!(spec.load.measured.backlog),
};
