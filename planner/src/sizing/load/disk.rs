//! Disk: the database and the media.

use crate::plan::{LoadModel, MediaStore, Nginx, Range};
use crate::rule::{Basis, Rule, Source, Value};
use crate::sources::{FOSSTODON_UPGRADES, STRANGEOBJECT, SUNNY_GARDEN};

pub(crate) static DATABASE: Rule = Rule {
    id: "database-size",
    title: "Size of the database after a year",
    rationale: "Other servers' posts are kept, so the database grows with the jobs. sunny.garden grew by 200 MB a \
                day at about 1.1 million jobs, strangeobject.space by 2.6 GB in a month of 9.4 million: 0.2 to \
                0.3 kB a job. fosstodon's 96 GB after five years are fewer: servers were quieter then.",
    basis: Basis::Judgement,
    sources: &[SUNNY_GARDEN, STRANGEOBJECT, FOSSTODON_UPGRADES],
};

pub(crate) static MEDIA: Rule = Rule {
    id: "media-size",
    title: "Size of the media",
    rationale: "7 GB of avatars and headers even for a single user, 1.5 GiB more for each step in the root of the users, and 10 kB \
                for each job of the days that other servers' media is kept. That is about what metalhead.club kept \
                in 2022, 550 GB at 30 days. Relays and video move single servers far more: \
                strangeobject.space had 219 GB for 101 active users after a month.",
    basis: Basis::Judgement,
    sources: &[
        Source {
            title: "Thomas Leister, Adding S3 based cloud storage (2022)",
            url: "https://thomas-leister.de/en/mastodon-s3-media-storage",
        },
        Source {
            title: "Mastodon issue 9567",
            url: "https://github.com/mastodon/mastodon/issues/9567",
        },
        STRANGEOBJECT,
    ],
};

const DATABASE_BASE_MIB: u64 = 1024;
const DAYS: u64 = 365;
/// In bytes.
const DATABASE_PER_JOB: Range = Range {
    low: 50,
    likely: 200,
    high: 300,
};
const MEDIA_BASE_MIB: u64 = 7 * 1024;
const MEDIA_MIB_PER_ROOT_OF_USERS: u64 = 1536;
const MEDIA_KIB_PER_JOB: u64 = 10;
const MEDIA_BAND: u64 = 4;
const BYTES_PER_MIB: u64 = 1024 * 1024;

pub(crate) fn database(jobs_per_day: u64) -> Value<Range> {
    let size = |bytes_per_job| DATABASE_BASE_MIB + jobs_per_day * DAYS * bytes_per_job / BYTES_PER_MIB;
    let Range { low, likely, high } = DATABASE_PER_JOB;
    let range = Range {
        low: size(low),
        likely: size(likely),
        high: size(high),
    };
    let working = format!(
        "1 GiB + {jobs_per_day} jobs × {DAYS} days × {likely} bytes = {} MiB",
        range.likely
    );
    Value::new(range, &DATABASE, working)
}

pub(crate) fn media(active_users: u32, jobs_per_day: u64, retention_days: u32) -> Value<Range> {
    let users = u64::from(active_users);
    let profiles = (users * MEDIA_MIB_PER_ROOT_OF_USERS.pow(2)).isqrt();
    let kept = jobs_per_day * u64::from(retention_days) * MEDIA_KIB_PER_JOB / 1024;
    let likely = MEDIA_BASE_MIB + profiles + kept;
    let range = Range {
        low: likely / MEDIA_BAND,
        likely,
        high: likely * MEDIA_BAND,
    };
    let working = format!(
        "7 GiB + 1.5 GiB × √{users} + {jobs_per_day} jobs × {retention_days} days × 10 kB = {likely} MiB"
    );
    Value::new(range, &MEDIA, working)
}

/// What the host's own disk must hold: the database, and media where it is not in a bucket.
pub(crate) fn on_host(load: &LoadModel, storage: &MediaStore, nginx: &Nginx) -> Value<u64> {
    let database = load.database_mib.value.likely;
    let (media, what) = match storage {
        MediaStore::Local => (load.media_mib.value.likely, "media"),
        MediaStore::Object(_) => (
            nginx.media_cache_mib.as_ref().map_or(0, |size| size.value),
            "media cache",
        ),
    };
    let all = database + media;
    Value::new(
        all,
        &DATABASE,
        format!("{database} MiB of database + {media} MiB of {what} = {all} MiB"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bands_hold_the_servers_that_stated_their_figures() {
        // sunny.garden: 200 MB a day at 1.1 million jobs, 73 GB a year; metalhead.club: 550 GB at 30 days, our 4,000 users.
        let database = database(1_100_000).value;
        assert!(database.low < 73_000 && 73_000 < database.high, "{database}");
        let media_of = |users, jobs, days| media(users, jobs, days).value;
        let metalhead = media_of(4_000, 2_000_000, 30);
        assert!(metalhead.low < 525_000 && 525_000 < metalhead.high, "{metalhead}");
        let single = media_of(1, 32_000, 1);
        assert!(single.low < 7_000 && 7_000 < single.high, "{single}");
    }
}
