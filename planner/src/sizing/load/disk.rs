//! Disk: the database and the media.

use super::hot::{BYTES_PER_JOB, BYTES_PER_KIB};
use crate::plan::{LoadModel, MediaStore, Nginx, Range};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sizing::nginx;
use crate::sizing::peak::Ordinary;
use crate::sizing::placement::{Role, Roles};
use crate::sources::{FOSSTODON_UPGRADES, STRANGEOBJECT, SUNNY_GARDEN};
use crate::spec::{Spec, StorageKind};
use crate::unit::Memory;

pub(crate) static DATABASE: Rule = rule! {
    id: "database-size",
    title: "Size of the database after a year",
    rationale: "Other servers' posts are kept, so the database grows with the jobs. sunny.garden grew by 200 MB a \
                day at about 1.1 million jobs, strangeobject.space by 2.6 GB in a month of 9.4 million: 0.2 to \
                0.3 kB a job. fosstodon's 96 GB after five years are fewer: servers were quieter then.",
    basis: Basis::Judgement,
    sources: &[SUNNY_GARDEN, STRANGEOBJECT, FOSSTODON_UPGRADES],
};

pub(crate) static MEDIA: Rule = rule! {
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

const DATABASE_BASE: Memory = Memory::gib(1);
const DAYS: u64 = 365;
const DATABASE_BYTES_PER_JOB: Range<u64> = Range {
    low: 50,
    likely: BYTES_PER_JOB,
    high: 300,
};
const MEDIA_BASE: Memory = Memory::gib(7);
const MEDIA_MIB_PER_ROOT_OF_USERS: u64 = 1536;
const MEDIA_PER_JOB: Memory = Memory::kib(10);
const MEDIA_BAND: u64 = 4;

pub(crate) fn database(jobs_per_day: u64) -> Value<Range<Memory>> {
    let range = DATABASE_BYTES_PER_JOB.map(|bytes| database_size(jobs_per_day, bytes));
    let working = working!(
        "{DATABASE_BASE} + {jobs_per_day} jobs × {DAYS} days × {} bytes = {}",
        DATABASE_BYTES_PER_JOB.likely,
        range.likely.rounded()
    );
    Value::new(range, &DATABASE, working)
}

fn database_size(jobs_per_day: u64, bytes_per_job: u64) -> Memory {
    DATABASE_BASE + Memory::kib(jobs_per_day * DAYS * bytes_per_job / BYTES_PER_KIB)
}

fn media_size(users: u64, jobs_per_day: u64, retention_days: u32) -> Memory {
    let profiles = Memory::mib((users * MEDIA_MIB_PER_ROOT_OF_USERS.pow(2)).isqrt());
    let kept = MEDIA_PER_JOB * jobs_per_day * u64::from(retention_days);
    MEDIA_BASE + profiles + kept
}

pub(crate) fn media(active_users: u32, jobs_per_day: u64, retention_days: u32) -> Value<Range<Memory>> {
    let users = u64::from(active_users);
    let likely = media_size(users, jobs_per_day, retention_days);
    let range = Range {
        low: likely / MEDIA_BAND,
        likely,
        high: likely * MEDIA_BAND,
    };
    let working = working!(
        "{MEDIA_BASE} + {MEDIA_MIB_PER_ROOT_OF_USERS} MiB × √{users} + {jobs_per_day} jobs × {retention_days} days × {MEDIA_PER_JOB} = {}",
        likely.rounded()
    );
    Value::new(range, &MEDIA, working)
}

/// What a host's own disk must hold: the database, and media where it is not in a bucket.
pub(crate) fn on_host(
    load: &LoadModel,
    storage: &MediaStore,
    does: &Roles,
    nginx: Option<&Nginx>,
) -> Value<Memory> {
    let database = does
        .has(Role::Database)
        .then_some((load.database.value.likely, "database"));
    let media = match storage {
        MediaStore::Local => does.has(Role::Web).then_some((load.media.value.likely, "media")),
        MediaStore::Object(_) => nginx.map(|nginx| {
            let cache = nginx.media_cache.as_ref();
            (
                cache.map_or(Memory::ZERO, |cache| cache.size.value),
                "media cache",
            )
        }),
    };
    let parts: Vec<_> = database.into_iter().chain(media).collect();
    if parts.is_empty() {
        return Value::new(Memory::ZERO, &DATABASE, "no database and no media here");
    }
    let all: Memory = parts.iter().map(|(size, _)| *size).sum();
    let words: Vec<_> = parts
        .iter()
        .map(|(size, what)| working!("{} of {what}", size.rounded()))
        .collect();
    Value::new(
        all,
        &DATABASE,
        working!("{} = {}", words.join(" + "), all.rounded()),
    )
}

/// The same for so many users, on a host with these roles, and what the keys of nginx' cache take of its memory.
pub(crate) fn likely_on_host(spec: &Spec, ordinary: &Ordinary, does: &Roles) -> (Memory, Memory) {
    let storage = &spec.storage;
    let jobs = ordinary.jobs_per_day;
    let database = if does.has(Role::Database) {
        database_size(jobs, BYTES_PER_JOB)
    } else {
        Memory::ZERO
    };
    let media = media_size(ordinary.users, jobs, storage.media_retention_days);
    if storage.kind == StorageKind::Local {
        (database + media, Memory::ZERO)
    } else if storage.media_proxy && storage.media_domain.is_some() {
        let cache = nginx::cache_size(media);
        (database + cache, nginx::cache_keys(cache))
    } else {
        (database, Memory::ZERO)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    #[test]
    fn the_bands_hold_the_servers_that_stated_their_figures() {
        // sunny.garden: 200 MB a day at 1.1 million jobs, 73 GB a year; metalhead.club: 550 GB at 30 days, our 4,000 users.
        let holds = |band: Range<Memory>, stated| {
            assert!(band.low < stated && stated < band.high, "{stated} in {band}");
        };
        holds(database(1_100_000).value, Memory::mib(73_000));
        holds(media(4_000, 2_000_000, 30).value, Memory::mib(525_000));
        holds(media(1, 32_000, 1).value, Memory::mib(7_000));
    }

    #[test]
    fn the_database_grows_by_200_bytes_a_job_for_a_year() {
        // A million × 365 days × 50, 200 and 300 bytes are 17,822,265, 71,289,062 and 106,933,593 KiB; 1 GiB to begin with.
        let gib = 1_048_576;
        let size = database(1_000_000).value.map(Memory::as_kib);
        assert_eq!(
            (size.low - gib, size.likely - gib, size.high - gib),
            (17_822_265, 71_289_062, 106_933_593)
        );
    }

    #[test]
    fn media_are_profiles_and_what_the_days_bring() {
        // 7,168 + 1,536 × √100 + 320,000 × 7 × 10 KiB = 7,168 + 15,360 + 21,875 MiB.
        let size = media(100, 320_000, 7).value;
        assert_eq!(size.likely, Memory::mib(44_403));
        assert_eq!(
            (size.low, size.high),
            (Memory::mib(44_403) / 4, Memory::mib(177_612))
        );
        // Of a single user, and with nothing kept: 7,168 + 1,536.
        assert_eq!(media(1, 32_000, 0).value.likely, Memory::mib(8_704));
    }

    #[test]
    fn the_hosts_disk_holds_the_database_and_what_is_not_in_a_bucket() {
        let working = |answers: &str| plan_of(answers).hosts[0].disk.working.clone();
        // 320,000 jobs of 100 users: 1 GiB + 320,000 × 365 × 200 bytes = 22.8 GiB; 44,403 MiB = 43.4 GiB.
        assert_eq!(working(""), "22.8 GiB of database + 43.4 GiB of media = 66.1 GiB");
        let bucket = "storage.kind=s3 storage.bucket=media storage.region=eu-central-1";
        assert_eq!(
            working(bucket),
            "22.8 GiB of database + 0 MiB of media cache = 22.8 GiB"
        );
        // A tenth of the media: 4,440 MiB.
        let proxy = "storage.media_domain=files.example.social storage.media_proxy=true";
        assert_eq!(
            working(&format!("{bucket} {proxy}")),
            "22.8 GiB of database + 4.3 GiB of media cache = 27.1 GiB"
        );
    }
}
