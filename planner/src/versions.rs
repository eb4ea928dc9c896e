//! What each version of each program has, as far as the files depend on it.
//!
//! Mastodon: read from its source at the release tags (github.com/mastodon/mastodon: `config/`, `dist/`,
//! `docker-compose.yml`, `Dockerfile`, `CHANGELOG.md`). Distributions: their package archives, November 2026.

use crate::plan::Queue;
use crate::spec::{Distribution, Mastodon, Postgresql};

mod deployment;

impl Mastodon {
    /// Queues of the version, in the order of importance of its documentation.
    pub fn queues(self) -> Vec<Queue> {
        let mut queues = vec![Queue::Default, Queue::Push];
        if self.has_ingress_queue() {
            queues.push(Queue::Ingress);
        }
        queues.extend([Queue::Mailers, Queue::Pull, Queue::Scheduler]);
        if self.has_fasp_queue() {
            queues.push(Queue::Fasp);
        }
        queues
    }

    /// Weights in `config/sidekiq.yml`; a queue without one counts as one.
    pub fn weight(self, queue: Queue) -> u32 {
        let is_first = self == Self::V3_5;
        match queue {
            Queue::Default => {
                if is_first {
                    6
                } else {
                    8
                }
            }
            Queue::Push => {
                if is_first {
                    4
                } else {
                    6
                }
            }
            Queue::Ingress => 4,
            Queue::Mailers => 2,
            Queue::Pull | Queue::Scheduler | Queue::Fasp => 1,
        }
    }

    pub fn has_ingress_queue(self) -> bool {
        self >= Self::V4_0
    }

    pub fn has_fasp_queue(self) -> bool {
        self >= Self::V4_4
    }

    /// One streaming process a port, `least_conn` and `mastodon-streaming@.service`.
    pub fn has_streaming_per_port(self) -> bool {
        self >= Self::V4_2
    }

    /// `DB_POOL` is read by streaming; before, its pool is 10.
    pub fn has_streaming_db_pool(self) -> bool {
        self >= Self::V4_1
    }

    /// Streaming has an image of its own.
    pub fn has_streaming_image(self) -> bool {
        self >= Self::V4_3
    }

    /// Sidekiq's pool follows its concurrency; before, `DB_POOL` must be given.
    pub fn has_automatic_db_pool(self) -> bool {
        self >= Self::V4_3
    }

    /// `ACTIVE_RECORD_ENCRYPTION_*` must be set.
    pub fn needs_encryption_keys(self) -> bool {
        self >= Self::V4_3
    }

    /// `OTP_SECRET` must be set; later versions must not be given it.
    pub fn needs_otp_secret(self) -> bool {
        self <= Self::V4_3
    }

    /// `MASTODON_PROMETHEUS_EXPORTER_*`.
    pub fn has_prometheus_exporter(self) -> bool {
        self >= Self::V4_4
    }

    /// Digit of Sidekiq's major version in the process title.
    pub fn sidekiq_major(self) -> u32 {
        match self {
            Self::V3_5 | Self::V4_0 | Self::V4_1 | Self::V4_2 | Self::V4_3 => 6,
            Self::V4_4 => 7,
            Self::V4_5 | Self::V4_6 => 8,
        }
    }

    /// The newest patch release that we know of, for image tags. Up to 4.3 the last there will be (endoflife.date,
    /// products/mastodon.md); from 4.4 on that of September 2026 (github.com/mastodon/mastodon, pulls 40518 to 40520).
    pub fn newest_patch(self) -> &'static str {
        match self {
            Self::V3_5 => "3.5.19",
            Self::V4_0 => "4.0.15",
            Self::V4_1 => "4.1.25",
            Self::V4_2 => "4.2.29",
            Self::V4_3 => "4.3.23",
            Self::V4_4 => "4.4.25",
            Self::V4_5 => "4.5.18",
            Self::V4_6 => "4.6.8",
        }
    }

    /// Node.js that its own image or `.nvmrc` has, by its major version.
    pub fn node_major(self) -> u32 {
        match self {
            Self::V3_5 | Self::V4_0 | Self::V4_1 => 16,
            Self::V4_2 | Self::V4_3 => 20,
            Self::V4_4 => 22,
            Self::V4_5 | Self::V4_6 => 24,
        }
    }

    /// Whether its makers still mend it (SECURITY.md, August 2026).
    pub fn is_supported(self) -> bool {
        self >= Self::V4_4
    }

    /// Oldest PostgreSQL that it accepts (README.md, `lib/tasks/db.rake`), as far as we plan for it.
    pub fn oldest_postgresql(self) -> Postgresql {
        Postgresql::V14
    }

    /// Oldest Redis that it accepts, as (major, minor).
    pub fn oldest_redis(self) -> (u32, u32) {
        match self {
            Self::V4_5 | Self::V4_6 => (7, 0),
            Self::V4_4 => (6, 2),
            _ => (4, 0),
        }
    }

    /// Largest upload in MB (`app/models/media_attachment.rb`), as its nginx file allows it.
    pub fn body_size_mib(self) -> u32 {
        if self >= Self::V4_2 { 99 } else { 80 }
    }

    /// Entries of one home feed (`app/lib/feed_manager.rb`).
    pub fn feed_entries(self) -> u64 {
        if self >= Self::V4_1 { 800 } else { 400 }
    }
}

impl Postgresql {
    pub fn major(self) -> u32 {
        match self {
            Self::V14 => 14,
            Self::V15 => 15,
            Self::V16 => 16,
            Self::V17 => 17,
            Self::V18 => 18,
        }
    }
}

impl Distribution {
    /// nginx of the distribution, as (major, minor).
    pub fn nginx(self) -> (u32, u32) {
        match self {
            Self::Debian12 => (1, 22),
            Self::Debian13 => (1, 26),
            Self::Ubuntu2204 => (1, 18),
            Self::Ubuntu2404 => (1, 24),
        }
    }

    /// PgBouncer of the distribution, as (major, minor).
    pub fn pgbouncer(self) -> (u32, u32) {
        match self {
            Self::Debian12 => (1, 18),
            Self::Debian13 => (1, 24),
            Self::Ubuntu2204 => (1, 16),
            Self::Ubuntu2404 => (1, 22),
        }
    }

    /// Redis of the distribution, as (major, minor).
    pub fn redis(self) -> (u32, u32) {
        match self {
            Self::Debian12 | Self::Ubuntu2404 => (7, 0),
            Self::Debian13 => (8, 0),
            Self::Ubuntu2204 => (6, 0),
        }
    }

    /// PostgreSQL of the distribution; other versions come from PostgreSQL's own archive.
    pub fn postgresql(self) -> Postgresql {
        match self {
            Self::Debian12 => Postgresql::V15,
            Self::Debian13 => Postgresql::V17,
            Self::Ubuntu2204 => Postgresql::V14,
            Self::Ubuntu2404 => Postgresql::V16,
        }
    }
}
