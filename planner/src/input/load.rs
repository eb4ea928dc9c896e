//! How much the server has to do.

use super::number::{optional, whole, whole_u32};
use crate::field::{Access, Field, Kind, Need, Step, always};

const ACTIVE_USERS_MAX: u32 = 1_000_000;
/// Servers grew tenfold within weeks in November 2022; nobody reported more in so short a time.
const SURGE_MAX: u32 = 10;
const JOBS_PER_DAY_MAX: u64 = 1_000_000_000;
const REQUESTS_PER_SECOND_MAX: u64 = 100_000;
const STREAMING_CONNECTIONS_MAX: u64 = 1_000_000;
const BACKLOG_MAX: u64 = 1_000_000_000;

pub static ACTIVE_USERS: Field = Field {
    name: "load.active_users",
    label: "Active users",
    help: "People who log in at least once a month. Mastodon shows the number on its About page.",
    step: Step::Load,
    kind: Kind::Number {
        min: 1,
        max: ACTIVE_USERS_MAX as u64,
        unit: "people",
    },
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| whole_u32(text, 1, ACTIVE_USERS_MAX).map(|users| spec.load.active_users = users),
        get: |spec| spec.load.active_users.to_string(),
    },
};

pub static SURGE: Field = Field {
    name: "load.surge",
    label: "Be ready for",
    help: "How many times today's load the server should stand. 1 is ordinary days; 10 is November 2022.",
    step: Step::Load,
    kind: Kind::Number {
        min: 1,
        max: SURGE_MAX as u64,
        unit: "times",
    },
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| whole_u32(text, 1, SURGE_MAX).map(|surge| spec.load.surge = surge),
        get: |spec| spec.load.surge.to_string(),
    },
};

pub static JOBS_PER_DAY: Field = measured(
    "load.measured.jobs_per_day",
    "Jobs per day, measured",
    "From the Sidekiq dashboard, processed on an ordinary day. Replaces the estimate.",
    JOBS_PER_DAY_MAX,
    "jobs",
    Access::Site {
        set: |spec, text| {
            optional(text, |text| whole(text, 1, JOBS_PER_DAY_MAX))
                .map(|jobs| spec.load.measured.jobs_per_day = jobs)
        },
        get: |spec| number(spec.load.measured.jobs_per_day),
    },
);

pub static REQUESTS_PER_SECOND: Field = measured(
    "load.measured.requests_per_second",
    "Requests per second, measured",
    "Requests that reach Puma at a busy hour. Replaces the estimate.",
    REQUESTS_PER_SECOND_MAX,
    "requests",
    Access::Site {
        set: |spec, text| {
            optional(text, |text| whole(text, 1, REQUESTS_PER_SECOND_MAX))
                .map(|requests| spec.load.measured.requests_per_second = requests)
        },
        get: |spec| number(spec.load.measured.requests_per_second),
    },
);

pub static STREAMING_CONNECTIONS: Field = measured(
    "load.measured.streaming_connections",
    "Streaming connections, measured",
    "Open at a busy hour. Replaces the estimate.",
    STREAMING_CONNECTIONS_MAX,
    "connections",
    Access::Site {
        set: |spec, text| {
            optional(text, |text| whole(text, 1, STREAMING_CONNECTIONS_MAX))
                .map(|connections| spec.load.measured.streaming_connections = connections)
        },
        get: |spec| number(spec.load.measured.streaming_connections),
    },
);

pub static BACKLOG: Field = measured(
    "load.measured.backlog",
    "Backlog to clear",
    "Jobs that wait in the queues now. The plan says how long they take.",
    BACKLOG_MAX,
    "jobs",
    Access::Site {
        set: |spec, text| {
            optional(text, |text| whole(text, 1, BACKLOG_MAX)).map(|jobs| spec.load.measured.backlog = jobs)
        },
        get: |spec| number(spec.load.measured.backlog),
    },
);

const fn measured(
    name: &'static str,
    label: &'static str,
    help: &'static str,
    max: u64,
    unit: &'static str,
    access: Access,
) -> Field {
    let kind = Kind::Number { min: 1, max, unit };
    Field {
        name,
        label,
        help,
        step: Step::Load,
        kind,
        need: Need::Seldom,
        asked_when: always,
        access,
    }
}

fn number(value: Option<u64>) -> String {
    value.map(|number| number.to_string()).unwrap_or_default()
}
