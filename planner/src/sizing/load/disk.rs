//! Disk: the database and the media.

use crate::plan::{LoadModel, MediaStore, Nginx, Range};
use crate::rule::{Basis, Rule, Source, Value};

pub(crate) static DATABASE: Rule = Rule {
    id: "database-size",
    title: "Size of the database",
    rationale: "fosstodon had 3 MB for each monthly active user in a surge month and 19 MB seven months before, \
                on five years of posts. We plan for 12, with a gigabyte to begin with.",
    basis: Basis::Judgement,
    sources: &[Source {
        title: "fosstodon's hub (2022)",
        url: "https://github.com/fosstodon/hub",
    }],
};

pub(crate) static MEDIA: Rule = Rule {
    id: "media-size",
    title: "Size of the media",
    rationale: "metalhead.club had 550 GB for 4,000 users at 30 days of retention: 4.6 MB for each user and day kept. \
                A server of one user had 7 GB of avatars and headers, which do not expire. Relays and \
                video move single servers far more: the band is wide.",
    basis: Basis::Measured,
    sources: &[
        Source {
            title: "Mastodon issue 9567",
            url: "https://github.com/mastodon/mastodon/issues/9567",
        },
        Source {
            title: "metalhead.club's figures",
            url: "https://metalhead.club/about",
        },
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
