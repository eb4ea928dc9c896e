//! Keys by version, from the release tags of Mastodon's repository.

use crate::read::env::Env;
use crate::{BundleDir, Host, Report};

type Version = (u32, u32);

/// Read before Rails loads the file, so they belong into the unit (`config/puma.rb`,
/// `config/sidekiq.yml`, the dynamic linker, Node itself).
const TOO_LATE: &[&str] = &[
    "BIND",
    "LD_PRELOAD",
    "MALLOC_ARENA_MAX",
    "MALLOC_CONF",
    "MAX_THREADS",
    "MIN_THREADS",
    "NODE_ENV",
    "NODE_EXTRA_CA_CERTS",
    "PERSISTENT_TIMEOUT",
    "PORT",
    "PROXY_PROTO_V1",
    "RAILS_ENV",
    "RUBY_YJIT_ENABLE",
    "SIDEKIQ_CONCURRENCY",
    "SOCKET",
    "WEB_CONCURRENCY",
];

/// Keys with the first and the last version that knows them.
const KNOWN: &[(&str, Version, Version)] = &[
    ("ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY", (4, 3), NEWEST),
    ("ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT", (4, 3), NEWEST),
    ("ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", (4, 3), NEWEST),
    ("AZURE_ENABLED", (4, 2), NEWEST),
    ("DISABLE_EMAIL_SUBSCRIPTIONS", (4, 6), NEWEST),
    ("ES_CA_FILE", (4, 3), NEWEST),
    ("ES_PRESET", (4, 2), NEWEST),
    ("EXTRA_MEDIA_HOSTS", (4, 4), NEWEST),
    ("IP_RETENTION_PERIOD", (4, 0), NEWEST),
    ("MASTODON_PROMETHEUS_EXPORTER_ENABLED", (4, 4), NEWEST),
    ("MASTODON_PROMETHEUS_EXPORTER_HOST", (4, 4), NEWEST),
    ("MASTODON_PROMETHEUS_EXPORTER_LOCAL", (4, 4), NEWEST),
    ("MASTODON_PROMETHEUS_EXPORTER_PORT", (4, 4), NEWEST),
    ("MASTODON_USE_LIBVIPS", (4, 3), (4, 5)),
    ("OTP_SECRET", OLDEST, (4, 3)),
    ("REDIS_DRIVER", (4, 3), NEWEST),
    ("REDIS_NAMESPACE", OLDEST, (4, 2)),
    ("REDIS_SENTINELS", (4, 3), NEWEST),
    ("REDIS_USER", (4, 3), NEWEST),
    ("REPLICA_DB_HOST", (4, 2), NEWEST),
    ("REPLICA_DB_NAME", (4, 2), NEWEST),
    ("S3_BATCH_DELETE_LIMIT", (4, 3), NEWEST),
    ("S3_BATCH_DELETE_RETRY", (4, 3), NEWEST),
    ("S3_ENABLE_CHECKSUM_MODE", (4, 2), NEWEST),
    ("S3_KEY_PREFIX", (4, 3), NEWEST),
    ("S3_RETRY_LIMIT", (4, 3), NEWEST),
    ("S3_STORAGE_CLASS", (4, 2), NEWEST),
    ("SESSION_RETENTION_PERIOD", (4, 0), NEWEST),
    ("SMTP_ENABLE_STARTTLS", (4, 0), NEWEST),
    ("STATSD_ADDR", OLDEST, (4, 2)),
    ("STATSD_NAMESPACE", OLDEST, (4, 2)),
    ("STREAMING_CLUSTER_NUM", OLDEST, (4, 1)),
];
const OLDEST: Version = (3, 5);
const NEWEST: Version = (4, 7);

/// What a server cannot start or do its work without, with the versions that need it.
const NEEDED: &[(&str, Version, Version)] = &[
    ("ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY", (4, 3), NEWEST),
    ("ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT", (4, 3), NEWEST),
    ("ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY", (4, 3), NEWEST),
    ("DB_HOST", OLDEST, NEWEST),
    ("DB_NAME", OLDEST, NEWEST),
    ("DB_PASS", OLDEST, NEWEST),
    ("DB_USER", OLDEST, NEWEST),
    ("LOCAL_DOMAIN", OLDEST, NEWEST),
    ("OTP_SECRET", OLDEST, (4, 3)),
    ("REDIS_URL", OLDEST, NEWEST),
    ("SECRET_KEY_BASE", OLDEST, NEWEST),
    ("SMTP_FROM_ADDRESS", OLDEST, NEWEST),
    ("VAPID_PRIVATE_KEY", OLDEST, NEWEST),
    ("VAPID_PUBLIC_KEY", OLDEST, NEWEST),
];

/// What storage in S3 cannot do without (`config/initializers/paperclip.rb`).
const NEEDED_FOR_S3: &[&str] = &[
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
    "S3_BUCKET",
    "S3_REGION",
];

pub(super) fn of_the_version(bundle: &BundleDir, host: &Host, env: &Env, report: &mut Report) {
    let version = bundle.mastodon;
    let path = host.env_path();
    for key in env.keys() {
        let late = super::is_bare_metal(host) && TOO_LATE.contains(&key.as_str());
        report.expect(!late, || {
            format!("{path}: {key} has no effect here: it belongs into the unit")
        });
        let known = KNOWN.iter().find(|(name, ..)| name == key);
        report.expect(
            known.is_none_or(|(_, first, last)| (*first..=*last).contains(&version)),
            || format!("{path}: {key} is not known to Mastodon {version:?}"),
        );
    }
    for (key, first, last) in NEEDED
        .iter()
        .filter(|(_, first, last)| (*first..=*last).contains(&version))
    {
        report.expect(env.contains_key(*key), || {
            format!("{path}: {key} is missing, Mastodon {first:?} to {last:?} needs it")
        });
    }
    if env.get("S3_ENABLED").is_some_and(|value| value == "true") {
        for key in NEEDED_FOR_S3 {
            report.expect(env.contains_key(*key), || format!("{path}: S3 without {key}"));
        }
    }
}

/// Parts of addresses are inherited differently by version, so only whole ones are safe;
/// one `DB_POOL` for all would set streaming's too.
pub(super) fn of_the_database(host: &Host, env: &Env, report: &mut Report) {
    let path = host.env_path();
    for key in env.keys() {
        let part = ["CACHE_REDIS_", "SIDEKIQ_REDIS_"]
            .iter()
            .find_map(|prefix| key.strip_prefix(prefix));
        report.expect(
            part.is_none_or(|part| part == "URL" || part.starts_with("SENTINEL")),
            || format!("{path}: {key} is a part of an address: give the whole _URL"),
        );
    }
    report.expect(!env.contains_key("DB_POOL"), || {
        format!("{path}: DB_POOL stands for streaming too: it belongs to each process")
    });
    let pooled = env.get("DB_PORT").is_some_and(|port| port == "6432");
    let prepared = env.get("PREPARED_STATEMENTS").map_or("true", String::as_str);
    report.expect(pooled == (prepared == "false"), || {
        format!(
            "{path}: DB_PORT is {:?} with PREPARED_STATEMENTS {prepared}",
            env.get("DB_PORT")
        )
    });
}
