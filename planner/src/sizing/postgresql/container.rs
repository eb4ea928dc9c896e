//! What PostgreSQL needs of a container: shared memory beside its buffers.

use super::memory::HASH_MULTIPLIER;
use super::parallel::PER_QUERY_MAX;
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::POSTGRESQL_RESOURCES;
use crate::spec::Run;
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "container-shared-memory",
    title: "shm_size of PostgreSQL",
    rationale: "Processes of a parallel query share hash tables in /dev/shm, of which docker gives 64 MB; beyond it the query ends \
                with \"could not resize shared memory segment\". Room for four such queries at once, each with two more \
                processes and hash_mem_multiplier times work_mem, and for a parallel vacuum's maintenance_work_mem. \
                It is a limit and takes nothing by itself.",
    basis: Basis::Judgement,
    sources: &[
        POSTGRESQL_RESOURCES,
        Source {
            title: "PostgreSQL's image, Caveats",
            url: "https://hub.docker.com/_/postgres",
        },
    ],
};

const QUERIES: u64 = 4;
/// Four times docker's own 64 MB. Our judgement.
const MIN: Memory = Memory::mib(256);

pub(super) fn shared_memory(work_mem: Memory, maintenance: Memory, run: Run) -> Option<Value<Memory>> {
    if run != Run::Compose {
        return None;
    }
    let processes = 1 + u64::from(PER_QUERY_MAX);
    let shared = work_mem * (QUERIES * processes * HASH_MULTIPLIER) + maintenance;
    let size = Memory::mib(shared.as_kib().div_ceil(Memory::mib(1).as_kib())).max(MIN);
    Some(Value::new(
        size,
        &RULE,
        working!(
            "{QUERIES} queries × {processes} processes × {HASH_MULTIPLIER} × {work_mem} + {maintenance}, at least {MIN} = {size}"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn four_parallel_queries_and_a_vacuum_have_room() {
        let mib = |work_mem, maintenance| {
            let size = shared_memory(Memory::kib(work_mem), Memory::mib(maintenance), Run::Compose);
            size.map(|size| size.value.as_mib())
        };
        // 4 × 3 × 2 × 32 MiB + 2 GiB.
        assert_eq!(mib(32 * 1_024, 2_048), Some(768 + 2_048));
        // 24 × 4 MiB + 64 = 160; 24 × 8 + 64 = 256, and 24 × 8,193 KiB are less than a MiB more.
        assert_eq!(
            (mib(4_096, 64), mib(8_192, 64), mib(8_193, 64)),
            (Some(256), Some(256), Some(257))
        );
    }

    #[test]
    fn on_the_host_itself_there_is_no_such_limit() {
        assert!(shared_memory(Memory::mib(4), Memory::mib(64), Run::Systemd).is_none());
    }
}
