//! The write-ahead log.

use super::{fixed, setting};
use crate::plan::{Rate, Setting};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{EXODUS, PGTUNE};
use crate::spec::Postgresql as Version;
use crate::unit::Memory;

const WAL_DOCS: Source = Source {
    title: "PostgreSQL documentation, Write ahead log",
    url: "https://www.postgresql.org/docs/current/runtime-config-wal.html",
};

pub(crate) static CHECKPOINTS: Rule = rule! {
    id: "wal-checkpoints",
    title: "Checkpoints",
    rationale: "A checkpoint every 15 minutes, spread over nine tenths of them: after each, every page that changes is \
                written to the log as a whole, so PostgreSQL's 5 minutes cost more. max_wal_size has room for what the peak \
                writes in that time, by our judgement 32 KiB a job, twice over, since a checkpoint begins at about half of it; \
                at least the 8 GB that PgTune has for OLTP, at most 64. Mastodon is what PgTune calls OLTP and not its web application, \
                which has half as much: it writes all day, and its data soon outgrow the memory. That room is used while an index is built, a \
                dump is read or old posts are removed. At most a twentieth of the disk, half of what should stay free; where its size \
                is not known, of the one that a year needs. After a crash the log since the last checkpoint is read again.",
    basis: Basis::Judgement,
    sources: &[PGTUNE, EXODUS, WAL_DOCS],
};

pub(crate) static BUFFERS: Rule = rule! {
    id: "wal-buffers",
    title: "wal_buffers",
    rationale: "3 % of shared_buffers, at most 16 MB: more than that is written to disk long before it \
                fills.",
    basis: Basis::Documented,
    sources: &[PGTUNE, WAL_DOCS],
};

pub(crate) static COMPRESSION: Rule = rule! {
    id: "wal-compression",
    title: "wal_compression",
    rationale: "It shortens the full pages that the log repeats after each checkpoint. lz4 costs little, and \
                is known from PostgreSQL 15 on; Debian's and Ubuntu's builds have it.",
    basis: Basis::Documented,
    sources: &[
        PGTUNE,
        WAL_DOCS,
        Source {
            title: "Debian, dependencies of postgresql-15",
            url: "https://packages.debian.org/bookworm/postgresql-15",
        },
    ],
};

const CHECKPOINT_SECONDS: u64 = 15 * 60;
/// Whole pages after a checkpoint included.
const LOG_PER_JOB: Memory = Memory::kib(32);
/// A checkpoint begins at 1 ÷ 1.9 of `max_wal_size` with a target of 0.9.
const CHECKPOINTS_IN_LOG: u64 = 2;
/// PgTune, OLTP: "DB slightly larger than RAM to 1TB", "20-40% small data write queries".
const LOG_MIN: Memory = Memory::gib(8);
const LOG_MAX: Memory = Memory::gib(64);
/// Of the disk, and no less than PostgreSQL's default. Our judgement.
const LOG_DISK_SHARE: u64 = 20;
const LOG_DEFAULT: Memory = Memory::gib(1);
/// Kept when nothing happens, of the most: PgTune's proportion.
const LOG_KEPT_SHARE: u64 = 4;
const BUFFERS_PERCENT: u64 = 3;
const BUFFERS_MIN: Memory = Memory::kib(32);
const BUFFERS_MAX: Memory = Memory::mib(16);
/// PgTune rounds up to the maximum from here.
const BUFFERS_NEARLY_MAX: Memory = Memory::mib(14);

pub(super) fn settings(
    shared_buffers: Memory,
    peak_jobs: Rate,
    disk_size: Memory,
    version: Version,
) -> Vec<Setting> {
    let compression = if version >= Version::V15 { "lz4" } else { "on" };
    let most = log(peak_jobs, disk_size);
    vec![
        fixed("checkpoint_completion_target", "0.9", &CHECKPOINTS, "fixed"),
        fixed(
            "checkpoint_timeout",
            &format!("{CHECKPOINT_SECONDS}s"),
            &CHECKPOINTS,
            "a quarter of an hour",
        ),
        fixed(
            "min_wal_size",
            &(most.value / LOG_KEPT_SHARE).postgresql(),
            &CHECKPOINTS,
            "a quarter of the most",
        ),
        setting("max_wal_size", most.map(Memory::postgresql)),
        setting("wal_buffers", wal_buffers(shared_buffers).map(Memory::postgresql)),
        fixed(
            "wal_compression",
            compression,
            &COMPRESSION,
            &working!("PostgreSQL {version}"),
        ),
    ]
}

fn log(peak_jobs: Rate, disk_size: Memory) -> Value<Memory> {
    let jobs = peak_jobs.as_per_1000_s() * CHECKPOINT_SECONDS / 1000;
    let written = LOG_PER_JOB * jobs * CHECKPOINTS_IN_LOG;
    let gib = Memory::gib(1).as_kib();
    let wanted = Memory::gib(written.as_kib().div_ceil(gib)).clamp(LOG_MIN, LOG_MAX);
    let room = Memory::gib((disk_size / LOG_DISK_SHARE).as_kib() / gib).max(LOG_DEFAULT);
    Value::new(
        wanted.min(room),
        &CHECKPOINTS,
        working!(
            "{peak_jobs} for {CHECKPOINT_SECONDS} s × {LOG_PER_JOB} × {CHECKPOINTS_IN_LOG} = {}, from {LOG_MIN} to {LOG_MAX}, at most {room} of a disk of {}",
            written.rounded(),
            disk_size.rounded(),
        ),
    )
}

fn wal_buffers(shared_buffers: Memory) -> Value<Memory> {
    let share = shared_buffers.fraction(BUFFERS_PERCENT, 100);
    let buffers = if share >= BUFFERS_NEARLY_MAX {
        BUFFERS_MAX
    } else {
        share.max(BUFFERS_MIN)
    };
    Value::new(
        buffers,
        &BUFFERS,
        working!("{shared_buffers} × {BUFFERS_PERCENT} %, at most {BUFFERS_MAX} = {buffers}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(version: Version, name: &str) -> String {
        setting_at(0, Memory::gib(1_024), version, name)
    }

    fn setting_at(jobs: u64, disk_size: Memory, version: Version, name: &str) -> String {
        let jobs = Rate::per_1000_s(jobs * 1_000);
        let mut settings = settings(Memory::gib(1), jobs, disk_size, version).into_iter();
        let setting = settings.find(|setting| setting.name == name);
        setting.expect("a setting").value.value
    }

    /// PgTune: 3 % of `shared_buffers` from 32 kB to 16 MB, and all of these from 14 on.
    #[test]
    fn buffers_are_pgtunes() {
        let kib = |buffers| wal_buffers(buffers).value.as_kib();
        // 1,024 × 3 % = 30.7 KiB and 1,100 × 3 % = 33.
        assert_eq!(kib(Memory::mib(1)), 32);
        assert_eq!(kib(Memory::kib(1_100)), 33);
        // 128 MiB are 131,072 KiB.
        assert_eq!(kib(Memory::mib(128)), 3_932);
        // 466 × 3 % = 13.98 MiB and 467 × 3 % = 14.01.
        assert_eq!(kib(Memory::mib(466)), 14_315);
        assert_eq!(kib(Memory::mib(467)), 16_384);
        assert_eq!(kib(Memory::gib(512)), 16_384);
    }

    fn sizes(jobs: u64, disk_size: Memory) -> (String, String) {
        let of = |name| setting_at(jobs, disk_size, Version::V17, name);
        (of("min_wal_size"), of("max_wal_size"))
    }

    fn on_a_large_disk(jobs: u64) -> (String, String) {
        sizes(jobs, Memory::gib(2_048))
    }

    fn shown(least: &str, most: &str) -> (String, String) {
        (least.to_owned(), most.to_owned())
    }

    /// A job a second is 900 in a quarter of an hour, × 32 KiB × 2 = 56.25 MiB.
    #[test]
    fn the_log_has_room_for_two_checkpoints_at_the_peak_from_8_to_64_gib() {
        // 145 × 56.25 MiB = 7.97 GiB and 146 × 56.25 = 8.02.
        assert_eq!(on_a_large_disk(145), shown("2GB", "8GB"));
        assert_eq!(on_a_large_disk(146), shown("2304MB", "9GB"));
        // 50,000 users: 370 × 56.25 MiB = 20.3 GiB.
        assert_eq!(on_a_large_disk(370), shown("5376MB", "21GB"));
        assert_eq!(on_a_large_disk(5_000), shown("16GB", "64GB"));
        assert_eq!(setting(Version::V17, "checkpoint_timeout"), "900s");
    }

    /// A twentieth of 160 GiB are 8, of 90 GiB 4.5, of which whole ones count, and PostgreSQL's default is 1 GB.
    #[test]
    fn the_log_takes_a_twentieth_of_the_disk() {
        let of = |gib| sizes(10, Memory::gib(gib));
        assert_eq!((of(1_000), of(160)), (shown("2GB", "8GB"), shown("2GB", "8GB")));
        assert_eq!((of(90), of(80)), (shown("1GB", "4GB"), shown("1GB", "4GB")));
        assert_eq!((of(20), of(10)), (shown("256MB", "1GB"), shown("256MB", "1GB")));
        assert_eq!(sizes(370, Memory::gib(200)), shown("2560MB", "10GB"));
    }

    /// PgTune, OLTP.
    #[test]
    fn checkpoints_of_a_small_server_are_pgtunes() {
        assert_eq!(setting(Version::V17, "checkpoint_completion_target"), "0.9");
        assert_eq!(on_a_large_disk(0), shown("2GB", "8GB"));
    }

    #[test]
    fn lz4_is_known_from_15_on() {
        let compression = |version| setting(version, "wal_compression");
        assert_eq!(compression(Version::V14), "on");
        assert_eq!(compression(Version::V15), "lz4");
        assert_eq!(compression(Version::V18), "lz4");
    }
}
