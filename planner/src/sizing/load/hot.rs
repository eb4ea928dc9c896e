//! The part of the database that is asked for again and again.

use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sources::{EXODUS, MASTODON_CONFIG, PGTUNE};
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "database-hot-data",
    title: "Busy part of the database",
    rationale: "What a week brings, as much as Mastodon keeps feeds for: home feeds are of users who came within seven days \
                (USER_ACTIVE_DAYS); and 256 MiB for accounts, follows and the upper pages of indexes. In memory it is read at \
                once; what is not, from the disk. weirder.earth's queues stood still until PostgreSQL had 2 GB instead of 128 MB (2022). \
                It stands in the place of PgTune's question whether the data are larger than memory: Mastodon's always are, after a year.",
    basis: Basis::Judgement,
    sources: &[MASTODON_CONFIG, EXODUS, PGTUNE],
};

/// That the database grows by.
pub(crate) const BYTES_PER_JOB: u64 = 200;
pub(crate) const BYTES_PER_KIB: u64 = 1024;
/// `USER_ACTIVE_DAYS`.
const DAYS: u64 = 7;
pub(crate) const BASE: Memory = Memory::mib(256);

pub(crate) fn hot(jobs_per_day: u64) -> Value<Memory> {
    let all = BASE + growth(jobs_per_day);
    Value::new(
        all,
        &RULE,
        working!(
            "{BASE} + {jobs_per_day} jobs × {DAYS} days × {BYTES_PER_JOB} bytes = {}",
            all.rounded()
        ),
    )
}

/// Without the base.
pub(crate) fn growth(jobs_per_day: u64) -> Memory {
    Memory::kib(jobs_per_day * DAYS * BYTES_PER_JOB / BYTES_PER_KIB)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A million jobs × 7 × 200 bytes = 1,367,187 KiB = 1,335.1 MiB; of 320,000 jobs, of 100 users, 427.2.
    #[test]
    fn a_week_is_hot() {
        assert_eq!(hot(1_000_000).value, Memory::mib(256) + Memory::kib(1_367_187));
        assert_eq!(hot(320_000).value.as_mib(), 256 + 427);
        assert_eq!(hot(0).value, Memory::mib(256));
    }
}
