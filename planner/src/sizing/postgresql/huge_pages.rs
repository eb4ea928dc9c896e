//! Huge pages for shared memory.

use crate::rule::{Basis, Rule, Value};
use crate::sources::{PGTUNE, POSTGRESQL_KERNEL};
use crate::spec::Run;
use crate::unit::Memory;

pub(crate) static WHEN: Rule = Rule {
    id: "huge-pages",
    title: "huge_pages",
    rationale: "From 2 GB of shared_buffers on, huge pages save memory for page tables in every process. \
                `try` starts without them where there are none.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_KERNEL],
};

pub(crate) static PAGES: Rule = Rule {
    id: "huge-page-count",
    title: "vm.nr_hugepages",
    rationale: "PostgreSQL's shared memory is 2.2 % more than shared_buffers, 12 MiB, and 0.05 MiB a \
                connection, as we measured with `postgres -C shared_memory_size`. We take somewhat more: \
                what is missing makes all of them useless. Only where PostgreSQL runs on the host itself.",
    basis: Basis::Measured,
    sources: &[POSTGRESQL_KERNEL],
};

const FROM: Memory = Memory::gib(2);
const PAGE: Memory = Memory::mib(2);
/// Shared memory beside the buffers, in hundredths of them.
const OVERHEAD_PERCENT: u64 = 3;
const OVERHEAD: Memory = Memory::mib(24);
const CONNECTIONS_PER_MIB: u64 = 10;

pub(super) fn huge_pages(shared_buffers: Memory) -> Value<String> {
    let setting = if shared_buffers >= FROM { "try" } else { "off" };
    Value::new(
        setting.to_owned(),
        &WHEN,
        format!("shared_buffers {shared_buffers}; from {FROM} on"),
    )
}

pub(super) fn pages(shared_buffers: Memory, max_connections: u32, run: Run) -> Option<Value<u64>> {
    if shared_buffers < FROM || run != Run::Systemd {
        return None;
    }
    let connections = Memory::mib(u64::from(max_connections).div_ceil(CONNECTIONS_PER_MIB));
    let shared = shared_buffers + shared_buffers.fraction(OVERHEAD_PERCENT, 100) + OVERHEAD + connections;
    let pages = shared.as_kib().div_ceil(PAGE.as_kib());
    Some(Value::new(
        pages,
        &PAGES,
        format!(
            "({shared_buffers} × 1.{OVERHEAD_PERCENT:02} + {OVERHEAD} + {connections}) ÷ {PAGE} = {pages}"
        ),
    ))
}
