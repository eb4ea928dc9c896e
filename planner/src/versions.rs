//! What each version of each program has, as far as the files depend on it.
//!
//! Read from Mastodon's source at the release tags (github.com/mastodon/mastodon: `config/`, `dist/`,
//! `docker-compose.yml`, `Dockerfile`, `CHANGELOG.md`). Of 4.7, `docker-compose.yml` at 4.7.2, and all else a fortnight
//! before 4.7.0: what the files depend on was as in 4.6.

use crate::plan::Queue;
use crate::spec::{Mastodon, Postgresql};

mod deployment;
mod requirements;
mod system;

pub(crate) use requirements::{REQUIREMENTS, Requirement};

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
            Self::V4_5 | Self::V4_6 | Self::V4_7 => 8,
        }
    }

    /// The newest patch release that we know of, for image tags. Up to 4.3 the last there will be (endoflife.date,
    /// products/mastodon.md); from 4.4 on that of September 2026 (github.com/mastodon/mastodon, pulls 40517 to 40520).
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
            Self::V4_7 => "4.7.2",
        }
    }

    /// Node.js that its own image or `.nvmrc` has, by its major version.
    pub fn node_major(self) -> u32 {
        match self {
            Self::V3_5 | Self::V4_0 | Self::V4_1 => 16,
            Self::V4_2 | Self::V4_3 => 20,
            Self::V4_4 => 22,
            Self::V4_5 | Self::V4_6 | Self::V4_7 => 24,
        }
    }

    /// Whether its makers still mend it (SECURITY.md, August 2026).
    pub fn is_supported(self) -> bool {
        self >= Self::V4_4
    }

    /// Newest PostgreSQL that its makers test it with (`.github/workflows/test-ruby.yml`).
    pub fn newest_tested_postgresql(self) -> Postgresql {
        if self >= Self::V4_3 {
            Postgresql::V17
        } else {
            Postgresql::V15
        }
    }

    /// Largest upload in MB (`app/models/media_attachment.rb`), as its nginx file allows it.
    pub fn body_size_mib(self) -> u32 {
        if self >= Self::V4_2 { 99 } else { 80 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::value::choice::Chosen;

    /// What each version answers, from 3.5 to 4.7.
    fn all<T>(asked: fn(Mastodon) -> T) -> Vec<T> {
        Mastodon::ALL.iter().map(|&version| asked(version)).collect()
    }

    // Expected: github.com/mastodon/mastodon at the release tags, the file named in each test.

    /// `config/sidekiq.yml`: ingress came with 4.0, fasp with 4.4.
    #[test]
    fn queues_and_their_weights_are_those_of_the_version() {
        assert_eq!(all(|version| version.queues().len()), [5, 6, 6, 6, 6, 7, 7, 7, 7]);
        let weights = |version: Mastodon| -> u32 {
            let queues = version.queues().into_iter();
            queues.map(|queue| version.weight(queue)).sum()
        };
        // 6 + 4 + 2 + 1 + 1, then 8 + 6 + 4 + 2 + 1 + 1, then one more for fasp.
        assert_eq!(all(weights), [14, 22, 22, 22, 22, 23, 23, 23, 23]);
    }

    /// `Gemfile.lock`: Sidekiq 6.4.2 to 6.5.12, 7.3.9, 8.0.9, 8.1.6; the health check of `docker-compose.yml`.
    #[test]
    fn sidekiqs_major_version_is_that_of_the_lock_file() {
        assert_eq!(all(Mastodon::sidekiq_major), [6, 6, 6, 6, 6, 7, 8, 8, 8]);
    }

    /// `.github/workflows/test-ruby.yml`: 14 and 15 for 4.2, 14 to 17 from 4.3 on.
    #[test]
    fn tested_postgresql_is_that_of_the_test_workflow() {
        assert_eq!(Mastodon::V4_2.newest_tested_postgresql(), Postgresql::V15);
        assert_eq!(Mastodon::V4_3.newest_tested_postgresql(), Postgresql::V17);
        assert_eq!(Mastodon::V4_7.newest_tested_postgresql(), Postgresql::V17);
    }

    /// `CHANGELOG.md`: 4.3 has encryption keys, 4.4 is without `OTP_SECRET` and has metrics.
    #[test]
    fn each_version_has_the_secrets_that_it_asks_for() {
        let (no, yes) = (false, true);
        assert_eq!(
            all(Mastodon::needs_encryption_keys),
            [no, no, no, no, yes, yes, yes, yes, yes]
        );
        assert_eq!(
            all(Mastodon::needs_otp_secret),
            [yes, yes, yes, yes, yes, no, no, no, no]
        );
        assert_eq!(
            all(Mastodon::has_prometheus_exporter),
            [no, no, no, no, no, yes, yes, yes, yes]
        );
    }
}
