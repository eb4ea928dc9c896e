//! Buffers, cache and working memory.

use crate::rule::{Basis, Rule, Source, Value, rule};
use crate::sources::{EXODUS, PGTUNE, POSTGRESQL_RESOURCES};
use crate::unit::Memory;

pub(crate) static SHARED_BUFFERS: Rule = rule! {
    id: "shared-buffers",
    title: "shared_buffers",
    rationale: "A quarter of the database's memory. With the default of 128 MB weirder.earth's jobs took \
                tens of seconds in November 2022, however many threads it was given.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES, EXODUS],
};

pub(crate) static CACHE: Rule = rule! {
    id: "effective-cache-size",
    title: "effective_cache_size",
    rationale: "Three quarters of the database's memory: what the planner of queries may expect in caches. \
                It allocates nothing.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES],
};

pub(crate) static MAINTENANCE: Rule = rule! {
    id: "maintenance-work-mem",
    title: "maintenance_work_mem",
    rationale: "A sixteenth of the database's memory, for vacuum and new indexes. At most 2 GB, where PgTune \
                allows 8: each worker of autovacuum may take as much.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_RESOURCES],
};

pub(crate) static WORK_MEM: Rule = rule! {
    id: "work-mem",
    title: "work_mem",
    rationale: "PgTune's rule, without its floor of 4 MB, which lets a small host run out of memory; and \
                never so much that two hashes in every connection, hash_mem_multiplier included, outgrow the database's \
                memory, as they did on toot.community's replica in April 2026.",
    basis: Basis::Documented,
    sources: &[
        PGTUNE,
        Source {
            title: "toot.community, global OOM (April 2026)",
            url: "https://github.com/toot-community/platform/blob/main/docs/rca/2026-04-21-lyuba-global-oom.md",
        },
        POSTGRESQL_RESOURCES,
    ],
};

pub(crate) static HASH_MEM_MULTIPLIER: Rule = rule! {
    id: "hash-mem-multiplier",
    title: "hash_mem_multiplier",
    rationale: "2 is the default since PostgreSQL 15. It is written down, since work_mem is worked out with \
                it.",
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
const CACHE_SHARE: (u64, u64) = (3, 4);
const MAINTENANCE_SHARE: u64 = 16;
/// PostgreSQL takes no less.
const MAINTENANCE_MIN: Memory = Memory::mib(1);
const MAINTENANCE_MAX: Memory = Memory::gib(2);
const HASH_MULTIPLIER: u64 = 2;
const SORTS_PER_QUERY: u64 = 3;
/// toot.community ran out of 32 GiB at 41 MB and 200 connections: one hash for each would have fitted.
const HASHES_PER_QUERY: u64 = 2;
/// PostgreSQL takes no less.
const WORK_MEM_MIN: Memory = Memory::kib(64);

pub(super) fn shared_buffers(memory: Memory) -> Value<Memory> {
    let buffers = (memory / BUFFERS_SHARE).floor_mib().max(BUFFERS_MIN);
    Value::new(
        buffers,
        &SHARED_BUFFERS,
        format!("{} ÷ {BUFFERS_SHARE} = {buffers}", memory.rounded()),
    )
}

pub(super) fn effective_cache_size(memory: Memory) -> Value<Memory> {
    let cache = memory.fraction(CACHE_SHARE.0, CACHE_SHARE.1).floor_mib();
    Value::new(
        cache,
        &CACHE,
        format!(
            "{} × {} ÷ {} = {cache}",
            memory.rounded(),
            CACHE_SHARE.0,
            CACHE_SHARE.1
        ),
    )
}

pub(super) fn maintenance_work_mem(memory: Memory) -> Value<Memory> {
    let own = (memory / MAINTENANCE_SHARE)
        .floor_mib()
        .clamp(MAINTENANCE_MIN, MAINTENANCE_MAX);
    Value::new(
        own,
        &MAINTENANCE,
        format!(
            "{} ÷ {MAINTENANCE_SHARE}, at most {MAINTENANCE_MAX} = {own}",
            memory.rounded()
        ),
    )
}

pub(super) fn hash_mem_multiplier() -> Value<String> {
    Value::new(HASH_MULTIPLIER.to_string(), &HASH_MEM_MULTIPLIER, "the default")
}

pub(super) fn work_mem(
    memory: Memory,
    shared_buffers: Memory,
    maintenance: Memory,
    max_connections: u32,
    worker_processes: u32,
) -> Value<Memory> {
    let connections = u64::from(max_connections);
    let free = memory - shared_buffers;
    let pgtune = free / ((connections + u64::from(worker_processes)) * SORTS_PER_QUERY);
    let safe = (free - maintenance) / (connections * HASH_MULTIPLIER * HASHES_PER_QUERY);
    let work_mem = pgtune.min(safe).max(WORK_MEM_MIN);
    Value::new(
        work_mem,
        &WORK_MEM,
        format!(
            "PgTune: {} ÷ (({connections} + {worker_processes}) × {SORTS_PER_QUERY}) = {pgtune}; safe: {} ÷ ({connections} × {HASH_MULTIPLIER} × {HASHES_PER_QUERY}) = {safe}; the smaller",
            free.rounded(),
            (free - maintenance).rounded(),
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PgTune, web application, 4 GB: 1GB, 3GB, 256MB.
    #[test]
    fn agrees_with_pgtune_where_it_is_safe() {
        let memory = Memory::gib(4);
        assert_eq!(shared_buffers(memory).value.postgresql(), "1GB");
        assert_eq!(effective_cache_size(memory).value.postgresql(), "3GB");
        assert_eq!(maintenance_work_mem(memory).value.postgresql(), "256MB");
        // With 200 connections and 4 CPUs PgTune has 3 GB ÷ (204 × 3) = 5140 kB; (3072 − 256) MiB ÷ (200 × 2 × 2) is less.
        let many = work_mem(memory, Memory::gib(1), Memory::mib(256), 200, 4).value;
        assert_eq!(many.postgresql(), "3604kB");
        // With 10 connections and 64 workers PgTune is the smaller: 3 GB ÷ (74 × 3).
        let few = work_mem(memory, Memory::gib(1), Memory::mib(256), 10, 64).value;
        assert_eq!(few.postgresql(), "14169kB");
    }

    #[test]
    fn stays_within_a_small_hosts_memory() {
        // (256 − 64 − 16) MiB ÷ (60 × 2 × 2).
        let work_mem = work_mem(Memory::mib(256), Memory::mib(64), Memory::mib(16), 60, 8).value;
        assert_eq!(work_mem.postgresql(), "750kB");
    }

    #[test]
    fn shares_have_bounds_on_the_smallest_and_the_largest_host() {
        let mib = |memory: Value<Memory>| memory.value.as_mib();
        let (buffers, maintenance) = (
            |of| mib(shared_buffers(Memory::mib(of))),
            |of| mib(maintenance_work_mem(Memory::mib(of))),
        );
        assert_eq!(
            (buffers(67), buffers(68), buffers(16 * 1024 * 1024)),
            (16, 17, 4 * 1024 * 1024)
        );
        assert_eq!(buffers(40), 16);
        assert_eq!((maintenance(15), maintenance(31), maintenance(32)), (1, 1, 2));
        assert_eq!(
            (maintenance(32_752), maintenance(32_768), maintenance(65_536)),
            (2_047, 2_048, 2_048)
        );
        assert_eq!(mib(effective_cache_size(Memory::mib(87))), 65);
    }

    /// PostgreSQL's documentation: `work_mem` is at least 64 kB, `hash_mem_multiplier` 2 since version 15.
    #[test]
    fn work_mem_is_never_less_than_postgresql_takes() {
        let work_mem = |connections| {
            let (memory, buffers, maintenance) = (Memory::mib(64), Memory::mib(16), Memory::mib(4));
            work_mem(memory, buffers, maintenance, connections, 8)
                .value
                .as_kib()
        };
        // (64 − 16 − 4) MiB ÷ (170 × 2 × 2) = 66.3 KiB and ÷ (177 × 2 × 2) = 63.6.
        assert_eq!(work_mem(170), 66);
        assert_eq!(work_mem(177), 64);
        assert_eq!(work_mem(500), 64);
        assert_eq!(hash_mem_multiplier().value, "2");
    }
}
