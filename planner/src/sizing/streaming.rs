//! Streaming: processes, ports and their pool.

use crate::plan::{Streaming, StreamingKind};
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{MASTODON_CHART, MASTODON_SCALING, SINGLE_USER, TOOT_COMMUNITY_VALUES};
use crate::spec::Mastodon;
use crate::unit::Memory;

pub(crate) static PROCESSES: Rule = rule! {
    id: "streaming-processes",
    title: "Streaming processes",
    rationale: "toot.community ran a streaming process for every 1,000 clients and channels together (2024); \
                Mastodon's documentation says that one handles a reasonably high number. We take one for \
                every 1,000 clients. A process is one Node.js thread, so more processes than cores help \
                nobody. They share the site's host name behind nginx: a name of their own is one more record and certificate, and \
                helps only once streaming has hosts of its own.",
    basis: Basis::Judgement,
    sources: &[TOOT_COMMUNITY_VALUES, MASTODON_SCALING],
};

pub(crate) static DB_POOL: Rule = rule! {
    id: "streaming-db-pool",
    title: "DB_POOL of streaming",
    rationale: "Streaming reads access tokens and lists from the database, little else. 10 is its default, \
                and fixed before 4.1. It is set for streaming alone: in a shared file it would change Puma \
                and Sidekiq too.",
    basis: Basis::Documented,
    sources: &[
        Source {
            title: "Mastodon's source, streaming/database.js",
            url: "https://github.com/mastodon/mastodon/blob/main/streaming/database.js",
        },
        MASTODON_SCALING,
    ],
};

pub(crate) static MEMORY: Rule = rule! {
    id: "streaming-memory",
    title: "Memory of streaming",
    rationale: "Mastodon's chart asks for 128 MiB a process. A single user's took 103 MiB (2022), and \
                toot.community gave each 202 MB, with 1,000 clients and channels (2024): we add 0.1 MiB a \
                client.",
    basis: Basis::Measured,
    sources: &[MASTODON_CHART, SINGLE_USER, TOOT_COMMUNITY_VALUES],
};

const CLIENTS_PER_PROCESS: u64 = 1_000;
/// Of a core, in milliseconds of each second: the 250m that Mastodon's chart asks for.
const CPU_MS_PER_PROCESS: u64 = 250;
const POOL: u32 = 10;
const MEMORY_BASE: Memory = Memory::mib(128);
const CLIENTS_PER_MIB: u64 = 10;
/// Mastodon's default (streaming/index.js).
const FIRST_PORT: u16 = 4000;

pub(crate) fn streaming(version: Mastodon, connections: u64, cores: u32) -> Streaming {
    let processes = processes(connections, cores);
    let memory = memory_of(connections, cores);
    let count = u16::try_from(processes).unwrap_or(u16::MAX);
    let kind = if version.has_streaming_per_port() {
        StreamingKind::ProcessPerPort
    } else {
        StreamingKind::Cluster
    };
    let ports = match kind {
        StreamingKind::Cluster => vec![FIRST_PORT],
        StreamingKind::ProcessPerPort => (0..count).map(|index| FIRST_PORT.saturating_add(index)).collect(),
    };
    Streaming {
        kind,
        processes: Value::new(
            count.into(),
            &PROCESSES,
            working!(
                "{connections} connections ÷ {CLIENTS_PER_PROCESS} = {processes}, from 1 to {cores} cores"
            ),
        ),
        db_pool: Value::new(POOL, &DB_POOL, "the default"),
        memory: Value::new(
            memory,
            &MEMORY,
            working!(
                "{processes} × {MEMORY_BASE} + {connections} clients ÷ {CLIENTS_PER_MIB} = {}",
                memory.rounded()
            ),
        ),
        ports,
    }
}

fn processes(connections: u64, cores: u32) -> u64 {
    connections.div_ceil(CLIENTS_PER_PROCESS).clamp(1, cores.into())
}

pub(crate) fn memory_of(connections: u64, cores: u32) -> Memory {
    MEMORY_BASE * processes(connections, cores) + Memory::mib(connections.div_ceil(CLIENTS_PER_MIB))
}

/// Of a core, in milliseconds of each second.
pub(crate) const fn cpu_ms_per_second(connections: u64) -> u64 {
    (connections * CPU_MS_PER_PROCESS).div_ceil(CLIENTS_PER_PROCESS)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn planned(connections: u64, cores: u32) -> u32 {
        streaming(Mastodon::V4_6, connections, cores).processes.value
    }

    #[test]
    fn a_process_serves_a_thousand_clients() {
        assert_eq!(planned(0, 4), 1);
        assert_eq!(planned(1_000, 4), 1);
        assert_eq!(planned(1_001, 4), 2);
        assert_eq!(planned(4_000, 4), 4);
    }

    #[test]
    fn there_are_no_more_processes_than_cores() {
        assert_eq!(planned(4_001, 4), 4);
        assert_eq!(planned(800_000, 1), 1);
        assert_eq!(planned(800_000, 1024), 800);
    }

    #[test]
    fn memory_follows_processes_and_clients() {
        let memory = |connections| streaming(Mastodon::V4_6, connections, 4).memory.value.as_mib();
        // The chart's 128 MiB each, and a MiB for every ten clients that there are or that begin.
        assert_eq!(memory(0), 128);
        assert_eq!(memory(10), 128 + 1);
        assert_eq!(memory(11), 128 + 2);
        assert_eq!(memory(1_000), 128 + 100);
        assert_eq!(memory(1_001), 2 * 128 + 101);
    }

    #[test]
    fn each_process_has_a_port_from_4_2_on() {
        let new = streaming(Mastodon::V4_2, 2_500, 4);
        assert_eq!(new.kind, StreamingKind::ProcessPerPort);
        assert_eq!(new.ports, [4000, 4001, 4002]);
        let old = streaming(Mastodon::V4_1, 2_500, 4);
        assert_eq!(old.kind, StreamingKind::Cluster);
        assert_eq!((old.processes.value, old.ports), (3, vec![4000]));
    }

    /// `DB_POOL` in streaming/database.js.
    #[test]
    fn the_pool_is_mastodons_default() {
        assert_eq!(streaming(Mastodon::V4_6, 1, 1).db_pool.value, 10);
    }
}
