//! Buffers, cache and working memory.

use super::data::Data;
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{EXODUS, PGTUNE, POSTGRESQL_RESOURCES, TOOT_COMMUNITY_MEMORY};
use crate::unit::Memory;

pub(crate) static SHARED_BUFFERS: Rule = rule! {
    id: "shared-buffers",
    title: "shared_buffers",
    rationale: "A quarter of the database's memory, and where that is less than PostgreSQL's default of 128 MB, up to half of it. \
                Rounded down to whole MB, where PgTune has kB. With the default of 128 MB weirder.earth's jobs took tens of seconds \
                in November 2022, however many threads it was given.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES, EXODUS],
};

pub(crate) static CACHE: Rule = rule! {
    id: "effective-cache-size",
    title: "effective_cache_size",
    rationale: "Three quarters of the database's memory: what the planner of queries may expect in caches. \
                It allocates nothing. Rounded down to whole MB, where PgTune has kB.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES],
};

pub(crate) static MAINTENANCE: Rule = rule! {
    id: "maintenance-work-mem",
    title: "maintenance_work_mem",
    rationale: "A sixteenth of the database's memory, for vacuum, new indexes and dumps that are read, and where that is less than PostgreSQL's \
                default of 64 MB, up to an eighth, where PgTune stays below it. At most 8 GB. Each worker of autovacuum may take as much, so from 2 GB on \
                autovacuum_work_mem holds them to that, as PgTune has it; up to PostgreSQL 16 a vacuum makes use of 1 GB at most. \
                Rounded down to whole MB, where PgTune has kB.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES],
};

pub(crate) static WORK_MEM: Rule = rule! {
    id: "work-mem",
    title: "work_mem",
    rationale: "PgTune's rule for the connections that the ledger says can be there, with three tenths more where our estimate of the \
                database after a year fits into its memory, and a tenth less where it is over three times as much; and \
                never so much that two hashes in every connection, hash_mem_multiplier included, outgrow the database's \
                memory, as they did on toot.community's replica in April 2026. At most 32 MB: Mastodon's queries are many and \
                short, and a parallel one takes it in each process. At least PostgreSQL's default of 4 MB, as far as one sort in \
                every connection fits.",
    basis: Basis::Documented,
    sources: &[
        PGTUNE,
        TOOT_COMMUNITY_MEMORY,
        POSTGRESQL_RESOURCES,
    ],
};

pub(crate) static HASH_MEM_MULTIPLIER: Rule = rule! {
    id: "hash-mem-multiplier",
    title: "hash_mem_multiplier",
    rationale: "A hash table may be twice as large as a sort: hashes suffer more where memory is short. That is the default since PostgreSQL 15. It \
                is written for 14, too, where PgTune leaves 1, and for all, since work_mem is worked out with it.",
    basis: Basis::Documented,
    sources: &[
        POSTGRESQL_RESOURCES,
        Source {
            title: "PostgreSQL 15 release notes",
            url: "https://www.postgresql.org/docs/15/release-15.html",
        },
    ],
};

const BUFFERS_SHARE: u64 = 4;
const BUFFERS_MIN: Memory = Memory::mib(16);
/// PostgreSQL's default, which takes no more than half.
const BUFFERS_DEFAULT: Memory = Memory::mib(128);
const BUFFERS_MOST_SHARE: u64 = 2;
const CACHE_SHARE: (u64, u64) = (3, 4);
const MAINTENANCE_SHARE: u64 = 16;
/// PostgreSQL's default, which takes no more than an eighth.
const MAINTENANCE_DEFAULT: Memory = Memory::mib(64);
const MAINTENANCE_MOST_SHARE: u64 = 8;
/// PostgreSQL takes no less.
const MAINTENANCE_MIN: Memory = Memory::mib(1);
/// PgTune's.
const MAINTENANCE_MAX: Memory = Memory::gib(8);
const AUTOVACUUM_MAX: Memory = Memory::gib(2);
pub(super) const HASH_MULTIPLIER: u64 = 2;
const SORTS_PER_QUERY: u64 = 3;
/// PgTune's factors, in tenths, by the data beside the memory.
const TENTHS_WHERE_DATA_FIT: u64 = 13;
const TENTHS_WHERE_DATA_ARE_MUCH_LARGER: u64 = 9;
/// toot.community ran out of 32 GiB at 41 MB and 200 connections: one hash for each would have fitted.
const HASHES_PER_QUERY: u64 = 2;
/// PostgreSQL takes no less.
const WORK_MEM_MIN: Memory = Memory::kib(64);
/// PostgreSQL's default, and PgTune's floor.
pub(crate) const WORK_MEM_DEFAULT: Memory = Memory::mib(4);
/// Below the 41 MB with which toot.community's replica ran out of memory. Our judgement.
const WORK_MEM_MAX: Memory = Memory::mib(32);

pub(super) fn shared_buffers(memory: Memory) -> Value<Memory> {
    let usual = BUFFERS_DEFAULT.min(memory / BUFFERS_MOST_SHARE);
    let buffers = (memory / BUFFERS_SHARE).max(usual).floor_mib().max(BUFFERS_MIN);
    Value::new(
        buffers,
        &SHARED_BUFFERS,
        working!(
            "{} ÷ {BUFFERS_SHARE}, at least {BUFFERS_DEFAULT} or a half = {buffers}",
            memory.rounded()
        ),
    )
}

pub(super) fn effective_cache_size(memory: Memory) -> Value<Memory> {
    let cache = memory.fraction(CACHE_SHARE.0, CACHE_SHARE.1).floor_mib();
    Value::new(
        cache,
        &CACHE,
        working!(
            "{} × {} ÷ {} = {cache}",
            memory.rounded(),
            CACHE_SHARE.0,
            CACHE_SHARE.1
        ),
    )
}

pub(super) fn maintenance_work_mem(memory: Memory) -> Value<Memory> {
    let usual = MAINTENANCE_DEFAULT.min(memory / MAINTENANCE_MOST_SHARE);
    let own = (memory / MAINTENANCE_SHARE)
        .max(usual)
        .floor_mib()
        .clamp(MAINTENANCE_MIN, MAINTENANCE_MAX);
    Value::new(
        own,
        &MAINTENANCE,
        working!(
            "{} ÷ {MAINTENANCE_SHARE}, at least {MAINTENANCE_DEFAULT} or an eighth, at most {MAINTENANCE_MAX} = {own}",
            memory.rounded()
        ),
    )
}

/// What each worker of autovacuum may take, where that is not `maintenance_work_mem`.
pub(super) fn autovacuum_work_mem(maintenance: Memory) -> Option<Value<Memory>> {
    (maintenance >= AUTOVACUUM_MAX).then(|| {
        Value::new(
            AUTOVACUUM_MAX,
            &MAINTENANCE,
            working!("{maintenance}, at most {AUTOVACUUM_MAX} = {AUTOVACUUM_MAX}"),
        )
    })
}

pub(super) fn hash_mem_multiplier() -> Value<String> {
    Value::new(
        HASH_MULTIPLIER.to_string(),
        &HASH_MEM_MULTIPLIER,
        "the default from PostgreSQL 15 on",
    )
}

pub(super) fn work_mem(
    memory: Memory,
    shared_buffers: Memory,
    maintenance: Memory,
    connections: u32,
    worker_processes: u32,
    data: Data,
) -> Value<Memory> {
    let connections = u64::from(connections);
    let free = memory - shared_buffers;
    let tenths = match data {
        _ if data.fits() => TENTHS_WHERE_DATA_FIT,
        _ if data.is_much_larger() => TENTHS_WHERE_DATA_ARE_MUCH_LARGER,
        _ => 10,
    };
    let pgtune =
        (free / ((connections + u64::from(worker_processes)) * SORTS_PER_QUERY)).fraction(tenths, 10);
    let safe = (free - maintenance) / (connections * HASH_MULTIPLIER * HASHES_PER_QUERY);
    let one_sort_each = (free - maintenance) / connections;
    let least = WORK_MEM_DEFAULT.min(one_sort_each);
    let work_mem = pgtune.min(safe).min(WORK_MEM_MAX).max(least).max(WORK_MEM_MIN);
    Value::new(
        work_mem,
        &WORK_MEM,
        working!(
            "PgTune: {} ÷ (({connections} + {worker_processes}) × {SORTS_PER_QUERY}) × {}.{} ({data}) = {pgtune}; safe: {} ÷ ({connections} × {HASH_MULTIPLIER} × {HASHES_PER_QUERY}) = {safe}; the smaller, from {least} to {WORK_MEM_MAX}: {work_mem}",
            free.rounded(),
            tenths / 10,
            tenths % 10,
            (free - maintenance).rounded(),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Twice as much as the memory, which changes nothing.
    fn larger_data(memory: Memory) -> Data {
        Data::new(memory * 2, memory)
    }

    /// PgTune, web application, 4 GB: 1GB, 3GB, 256MB.
    #[test]
    fn agrees_with_pgtune_where_it_is_safe() {
        let memory = Memory::gib(4);
        assert_eq!(shared_buffers(memory).value.postgresql(), "1GB");
        assert_eq!(effective_cache_size(memory).value.postgresql(), "3GB");
        assert_eq!(maintenance_work_mem(memory).value.postgresql(), "256MB");
        let of = |connections, workers| {
            work_mem(
                memory,
                Memory::gib(1),
                Memory::mib(256),
                connections,
                workers,
                larger_data(memory),
            )
            .value
            .postgresql()
        };
        // With 100 connections and 4 CPUs PgTune has 3 GB ÷ (104 × 3) = 10082 kB; (3072 − 256) MiB ÷ (100 × 2 × 2) is less.
        assert_eq!(of(100, 4), "7208kB");
        // With 10 connections and 64 workers PgTune is the smaller: 3 GB ÷ (74 × 3).
        assert_eq!(of(10, 64), "14169kB");
        // 3 GB ÷ (10 × 3) are 104 MB.
        assert_eq!(of(5, 5), "32MB");
    }

    #[test]
    fn work_mem_is_postgresqls_default_at_least_as_far_as_one_sort_each_fits() {
        let of = |connections| {
            work_mem(
                Memory::gib(4),
                Memory::gib(1),
                Memory::mib(256),
                connections,
                4,
                larger_data(Memory::gib(4)),
            )
            .value
            .postgresql()
        };
        // 2,816 MiB ÷ (176 × 2 × 2) = 4 MiB, and less beyond; ÷ 704 = 4 MiB, and ÷ 705 = 4,090 KiB.
        assert_eq!(
            (of(176), of(177), of(704)),
            ("4MB".into(), "4MB".into(), "4MB".into())
        );
        assert_eq!(of(705), "4090kB");
    }

    /// 3 GiB ÷ ((20 + 64) × 3) = 12,483 KiB; × 1.3 = 16,227, × 0.9 = 11,234. 2,816 MiB ÷ (20 × 2 × 2) = 36,044 KiB are safe.
    #[test]
    fn it_is_more_where_the_data_fit_into_the_memory_and_less_where_they_are_three_times_as_much() {
        let of = |database| {
            let (memory, data) = (Memory::gib(4), Data::new(Memory::mib(database), Memory::gib(4)));
            work_mem(memory, Memory::gib(1), Memory::mib(256), 20, 64, data)
                .value
                .as_kib()
        };
        assert_eq!((of(4_095), of(4_096)), (16_227, 12_483));
        assert_eq!((of(12_288), of(12_289)), (12_483, 11_234));
    }

    #[test]
    fn stays_within_a_small_hosts_memory() {
        // (256 − 128 − 32) MiB ÷ 60, one sort each.
        let memory = Memory::mib(256);
        let work_mem = work_mem(
            memory,
            Memory::mib(128),
            Memory::mib(32),
            60,
            8,
            larger_data(memory),
        )
        .value;
        assert_eq!(work_mem.postgresql(), "1638kB");
    }

    #[test]
    fn shares_have_bounds_on_the_smallest_and_the_largest_host() {
        let mib = |memory: Value<Memory>| memory.value.as_mib();
        let (buffers, maintenance) = (
            |of| mib(shared_buffers(Memory::mib(of))),
            |of| mib(maintenance_work_mem(Memory::mib(of))),
        );
        assert_eq!(
            (buffers(31), buffers(34), buffers(16 * 1024 * 1024)),
            (16, 17, 4 * 1024 * 1024)
        );
        // Half up to 256 MiB, PostgreSQL's 128 up to four times as much.
        assert_eq!(
            (buffers(254), buffers(256), buffers(512), buffers(516)),
            (127, 128, 128, 129)
        );
        assert_eq!((maintenance(7), maintenance(15), maintenance(16)), (1, 1, 2));
        // An eighth up to 512 MiB, PostgreSQL's 64 up to twice as much.
        assert_eq!(
            (
                maintenance(504),
                maintenance(512),
                maintenance(1_024),
                maintenance(1_040)
            ),
            (63, 64, 64, 65)
        );
        assert_eq!(
            (maintenance(131_056), maintenance(131_072), maintenance(262_144)),
            (8_191, 8_192, 8_192)
        );
        assert_eq!(mib(effective_cache_size(Memory::mib(87))), 65);
    }

    /// PgTune: 2 GB from there on, and the usual before.
    #[test]
    fn a_worker_of_autovacuum_takes_no_more_than_2_gb() {
        let each = |mib| autovacuum_work_mem(Memory::mib(mib)).map(|each| each.value.postgresql());
        assert_eq!(each(2_047), None);
        assert_eq!(
            (each(2_048), each(8_192)),
            (Some("2GB".into()), Some("2GB".into()))
        );
    }

    /// PostgreSQL's documentation: `work_mem` is at least 64 kB, `hash_mem_multiplier` 2 since version 15.
    #[test]
    fn work_mem_is_never_less_than_postgresql_takes() {
        let work_mem = |connections| {
            let (memory, buffers, maintenance) = (Memory::mib(64), Memory::mib(16), Memory::mib(4));
            work_mem(memory, buffers, maintenance, connections, 8, larger_data(memory))
                .value
                .as_kib()
        };
        // (64 − 16 − 4) MiB ÷ 682 = 66.1 KiB and ÷ 705 = 63.9.
        assert_eq!(work_mem(682), 66);
        assert_eq!(work_mem(705), 64);
        assert_eq!(work_mem(2_000), 64);
        assert_eq!(hash_mem_multiplier().value, "2");
    }
}
