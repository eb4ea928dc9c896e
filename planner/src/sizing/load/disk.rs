//! Disk: the database and the media.

use crate::plan::{LoadModel, MediaStore, Nginx, Range};
use crate::rule::{Basis, Rule, Source, Value};
use crate::sources::{FOSSTODON_UPGRADES, STRANGEOBJECT};

pub(crate) static DATABASE: Rule = Rule {
    id: "database-size",
    title: "Size of the database",
    rationale: "fosstodon's database had 96 GB in November 2022, after five years: 3 MB for each of its \
                30,000 monthly active users, 19 MB for each of the 5,000 or so before that year's surge. We \
                plan for 12, with a gigabyte to begin with.",
    basis: Basis::Judgement,
    sources: &[FOSSTODON_UPGRADES],
};

pub(crate) static MEDIA: Rule = Rule {
    id: "media-size",
    title: "Size of the media",
    rationale: "metalhead.club kept 550 GB of other servers' media at 30 days of retention in 2022; we put \
                its users at 4,000, so 4.6 MB for each user and day. A single user's server had 7 GB after \
                12 days, most of it avatars and headers, which do not expire. Small servers, relays and \
                video can need ten times as much: strangeobject.space had 219 GB for 101 active users after \
                a month.",
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
const DATABASE_MIB_PER_USER: Range = Range {
    low: 3,
    likely: 12,
    high: 19,
};
const MEDIA_BASE_MIB: u64 = 7 * 1024;
/// 4.6 MB.
const MEDIA_KIB_PER_USER_AND_DAY: u64 = 4_600;
const MEDIA_BAND: u64 = 3;

pub(crate) fn database(active_users: u32) -> Value<Range> {
    let users = u64::from(active_users);
    let size = |mib_per_user| DATABASE_BASE_MIB + users * mib_per_user;
    let Range { low, likely, high } = DATABASE_MIB_PER_USER;
    let range = Range {
        low: size(low),
        likely: size(likely),
        high: size(high),
    };
    Value::new(
        range,
        &DATABASE,
        format!(
            "{DATABASE_BASE_MIB} MiB + {users} × {likely} MiB = {}",
            range.likely
        ),
    )
}

pub(crate) fn media(active_users: u32, retention_days: u32) -> Value<Range> {
    let users = u64::from(active_users);
    let likely = MEDIA_BASE_MIB + users * u64::from(retention_days) * MEDIA_KIB_PER_USER_AND_DAY / 1024;
    let range = Range {
        low: likely / MEDIA_BAND,
        likely,
        high: likely * MEDIA_BAND,
    };
    Value::new(
        range,
        &MEDIA,
        format!("{MEDIA_BASE_MIB} MiB + {users} × {retention_days} days × 4.6 MB = {likely} MiB"),
    )
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
