//! The write-ahead log.

use super::{fixed, setting};
use crate::plan::Setting;
use crate::rule::{Basis, Rule, Source, Value, rule};
use crate::sources::PGTUNE;
use crate::spec::Postgresql as Version;
use crate::unit::Memory;

const WAL_DOCS: Source = Source {
    title: "PostgreSQL documentation, Write ahead log",
    url: "https://www.postgresql.org/docs/current/runtime-config-wal.html",
};

pub(crate) static CHECKPOINTS: Rule = rule! {
    id: "wal-checkpoints",
    title: "Checkpoints",
    rationale: "1 to 4 GB of log between checkpoints, spread over nine tenths of the time, so that they do \
                not come in bursts.",
    basis: Basis::Documented,
    sources: &[PGTUNE, WAL_DOCS],
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

const BUFFERS_PERCENT: u64 = 3;
const BUFFERS_MIN: Memory = Memory::kib(32);
const BUFFERS_MAX: Memory = Memory::mib(16);
/// PgTune rounds up to the maximum from here.
const BUFFERS_NEARLY_MAX: Memory = Memory::mib(14);

pub(super) fn settings(shared_buffers: Memory, version: Version) -> Vec<Setting> {
    let compression = if version >= Version::V15 { "lz4" } else { "on" };
    vec![
        fixed("checkpoint_completion_target", "0.9", &CHECKPOINTS, "fixed"),
        fixed("min_wal_size", "1GB", &CHECKPOINTS, "fixed"),
        fixed("max_wal_size", "4GB", &CHECKPOINTS, "fixed"),
        setting("wal_buffers", wal_buffers(shared_buffers).map(Memory::postgresql)),
        fixed(
            "wal_compression",
            compression,
            &COMPRESSION,
            &format!("PostgreSQL {version}"),
        ),
    ]
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
        format!("{shared_buffers} × {BUFFERS_PERCENT} %, at most {BUFFERS_MAX} = {buffers}"),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    fn setting(version: Version, name: &str) -> String {
        let mut settings = settings(Memory::gib(1), version).into_iter();
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

    /// PgTune, web application.
    #[test]
    fn checkpoints_are_pgtunes() {
        let of = |name| setting(Version::V17, name);
        assert_eq!(of("checkpoint_completion_target"), "0.9");
        assert_eq!(
            (of("min_wal_size"), of("max_wal_size")),
            ("1GB".to_owned(), "4GB".to_owned())
        );
    }

    #[test]
    fn lz4_is_known_from_15_on() {
        let compression = |version| setting(version, "wal_compression");
        assert_eq!(compression(Version::V14), "on");
        assert_eq!(compression(Version::V15), "lz4");
        assert_eq!(compression(Version::V18), "lz4");
    }
}
