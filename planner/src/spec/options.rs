//! Choices that the plan makes itself unless the admin does.

use crate::value::choice::choices;

#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Options {
    pub pgbouncer: PgbouncerChoice,
    pub pgbouncer_auth: PgbouncerAuth,
    pub redis: RedisChoice,
    pub redis_program: RedisProgram,
    pub sidekiq: SidekiqChoice,
    pub search: Search,
    pub metrics: bool,
}

choices! {
    /// Whether PgBouncer stands before PostgreSQL.
    #[derive(Default)]
    PgbouncerChoice {
        #[default]
        Auto = "auto", "Where it is needed", "On when the processes' pools ask for more connections than PostgreSQL should have.";
        On = "on", "Yes", "Always.";
        Off = "off", "No", "Never.";
    }
}

choices! {
    /// How passwords are kept in PgBouncer's user list.
    #[derive(Default)]
    PgbouncerAuth {
        #[default]
        Scram = "scram", "SCRAM-SHA-256", "PostgreSQL's default since version 14.";
        Md5 = "md5", "MD5", "Only for a database role whose password is still stored as MD5.";
    }
}

choices! {
    /// How many Redis instances share the work.
    #[derive(Default)]
    RedisChoice {
        #[default]
        Auto = "auto", "As the load asks", "One for a small server, more as it grows.";
        One = "one", "One", "Feeds, queues and cache together.";
        Two = "two", "Two", "Feeds and queues together, the cache apart.";
        Three = "three", "Three", "Feeds, queues and cache each apart.";
    } refused {
        "sentinel" = "is not planned for: Sentinel needs three hosts, and plans are for one";
        "cluster" = "is not planned for: neither Mastodon nor Sidekiq works with Redis Cluster";
    }
}

choices! {
    /// Who answers as Redis.
    #[derive(Default)]
    RedisProgram {
        #[default]
        Redis = "redis", "Redis", "As in Mastodon's own guide.";
        Valkey = "valkey", "Valkey", "The free fork of Redis 7.2, with the same settings. In Debian 13, Ubuntu 24.04 and an image of its own. It takes over no data of Redis 7.4 or newer.";
    } refused {
        "keydb" = "is not planned for: it is as Redis 6, and Mastodon 4.5 and newer ask for 7.0";
        "dragonfly" = "is not planned for: it does not read Redis' settings";
    }
}

choices! {
    /// How Sidekiq's work is split over processes.
    #[derive(Default)]
    SidekiqChoice {
        #[default]
        Auto = "auto", "As the host and load ask", "Several processes that all serve every busy queue, weighted; one process on tiny hosts.";
        OneProcess = "one-process", "One process", "All queues in one process: least memory, and at most one core.";
        Permuted = "permuted", "Permuted orders", "Processes with strict orders, each with another queue first (Nora Tindall, 2022).";
        QueuePerProcess = "queue-per-process", "One queue a process", "A process for each queue (Hazel Weakly, 2022): simple to watch, leaves threads idle.";
    }
}

choices! {
    /// Full-text search.
    #[derive(Default)]
    Search {
        #[default]
        None = "none", "None", "Hashtags and accounts can still be searched.";
        Elasticsearch = "elasticsearch", "Elasticsearch", "Needs a gigabyte of memory or more.";
    }
}
