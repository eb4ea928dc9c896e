//! Choices that the plan makes itself unless the admin does.

use super::choice::{Chosen, choices};
use super::number::switch;
use crate::field::{Access, Field, Kind, Need, Step, always};

choices! {
    /// Whether PgBouncer stands before PostgreSQL.
    PgbouncerChoice {
        Auto = "auto", "Where it is needed", "On when the processes' pools ask for more connections than PostgreSQL should have.";
        On = "on", "Yes", "Always.";
        Off = "off", "No", "Never.";
    }
}

choices! {
    /// How passwords are kept in PgBouncer's user list.
    PgbouncerAuth {
        Scram = "scram", "SCRAM-SHA-256", "PostgreSQL's default since version 14.";
        Md5 = "md5", "MD5", "Only for a database role whose password is still stored as MD5.";
    }
}

choices! {
    /// How many Redis instances share the work.
    RedisChoice {
        Auto = "auto", "As the load asks", "One for a small server, more as it grows.";
        One = "one", "One", "Feeds, queues and cache together.";
        Two = "two", "Two", "Feeds and queues together, the cache apart.";
        Three = "three", "Three", "Feeds, queues and cache each apart.";
    }
}

choices! {
    /// How Sidekiq's work is split over processes.
    SidekiqChoice {
        Auto = "auto", "As the host and load ask", "Several processes that all serve every busy queue, weighted; one process on tiny hosts.";
        OneProcess = "one-process", "One process", "All queues in one process: least memory, and at most one core.";
        Permuted = "permuted", "Permuted orders", "Processes with strict orders, each with another queue first (Nora Tindall, 2022).";
        QueuePerProcess = "queue-per-process", "One queue a process", "A process for each queue (Hazel Weakly, 2022): simple to watch, leaves threads idle.";
    }
}

choices! {
    /// Full-text search.
    Search {
        None = "none", "None", "Hashtags and accounts can still be searched.";
        Elasticsearch = "elasticsearch", "Elasticsearch", "Needs a gigabyte of memory or more.";
    }
}

pub static PGBOUNCER: Field = Field {
    name: "options.pgbouncer",
    label: "PgBouncer",
    help: "Lets many threads share few database connections.",
    step: Step::Options,
    kind: Kind::Choice(PgbouncerChoice::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| PgbouncerChoice::parse(text).map(|choice| spec.options.pgbouncer = choice),
        get: |spec| spec.options.pgbouncer.to_string(),
    },
};

pub static PGBOUNCER_AUTH: Field = Field {
    name: "options.pgbouncer_auth",
    label: "PgBouncer passwords",
    help: "How the database role's password is stored in PostgreSQL.",
    step: Step::Options,
    kind: Kind::Choice(PgbouncerAuth::CHOICES),
    need: Need::Seldom,
    asked_when: |spec| spec.options.pgbouncer != PgbouncerChoice::Off,
    access: Access::Site {
        set: |spec, text| PgbouncerAuth::parse(text).map(|choice| spec.options.pgbouncer_auth = choice),
        get: |spec| spec.options.pgbouncer_auth.to_string(),
    },
};

pub static REDIS: Field = Field {
    name: "options.redis",
    label: "Redis instances",
    help: "A cache may forget, queues and feeds may not: apart, each gets its own rules.",
    step: Step::Options,
    kind: Kind::Choice(RedisChoice::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| RedisChoice::parse(text).map(|choice| spec.options.redis = choice),
        get: |spec| spec.options.redis.to_string(),
    },
};

pub static SIDEKIQ: Field = Field {
    name: "options.sidekiq",
    label: "Sidekiq layout",
    help: "How background work is split over processes.",
    step: Step::Options,
    kind: Kind::Choice(SidekiqChoice::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| SidekiqChoice::parse(text).map(|choice| spec.options.sidekiq = choice),
        get: |spec| spec.options.sidekiq.to_string(),
    },
};

pub static SEARCH: Field = Field {
    name: "options.search",
    label: "Full-text search",
    help: "Lets users search the posts they have seen.",
    step: Step::Options,
    kind: Kind::Choice(Search::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| Search::parse(text).map(|choice| spec.options.search = choice),
        get: |spec| spec.options.search.to_string(),
    },
};

pub static METRICS: Field = Field {
    name: "options.metrics",
    label: "Prometheus metrics",
    help: "Mastodon 4.4 and newer can be watched by Prometheus.",
    step: Step::Options,
    kind: Kind::Switch,
    need: Need::Seldom,
    asked_when: |spec| spec.mastodon >= super::versions::Mastodon::V4_4,
    access: Access::Site {
        set: |spec, text| switch(text).map(|on| spec.options.metrics = on),
        get: |spec| spec.options.metrics.to_string(),
    },
};
