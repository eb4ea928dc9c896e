//! Huge pages for shared memory.

use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sources::{PGTUNE, POSTGRESQL_KERNEL};
use crate::spec::Run;
use crate::unit::Memory;

pub(crate) static WHEN: Rule = rule! {
    id: "huge-pages",
    title: "huge_pages",
    rationale: "From 2 GB of shared_buffers on, huge pages save memory for page tables in every process. \
                `try` starts without them where there are none.",
    basis: Basis::Documented,
    sources: &[PGTUNE, POSTGRESQL_KERNEL],
};

pub(crate) static PAGES: Rule = rule! {
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
        working!("shared_buffers {shared_buffers}; from {FROM} on"),
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
        working!(
            "({shared_buffers} × 1.{OVERHEAD_PERCENT:02} + {OVERHEAD} + {connections}) ÷ {PAGE} = {pages}"
        ),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PgTune: from 2 GB on.
    #[test]
    fn are_tried_from_2_gib_on() {
        assert_eq!(huge_pages(Memory::mib(2_047)).value, "off");
        assert_eq!(huge_pages(Memory::mib(2_048)).value, "try");
    }

    fn count(mib: u64, max_connections: u32) -> Option<u64> {
        pages(Memory::mib(mib), max_connections, Run::Systemd).map(|pages| pages.value)
    }

    #[test]
    fn hold_all_of_the_shared_memory() {
        // (2,048 × 1.03 + 24 + 100 ÷ 10) ÷ 2 = 2,143.4 ÷ 2 = 1,071.7, and 1,072.2 with a connection more.
        assert_eq!(count(2_048, 100), Some(1_072));
        assert_eq!(count(2_048, 101), Some(1_073));
        // (131,072 × 1.03 + 24 + 500 ÷ 10) ÷ 2 = 135,078.2 ÷ 2.
        assert_eq!(count(131_072, 500), Some(67_540));
        let pages = pages(Memory::gib(2), 100, Run::Systemd).unwrap();
        assert_eq!(pages.working, "(2 GiB × 1.03 + 24 MiB + 10 MiB) ÷ 2 MiB = 1072");
    }

    /// `postgres -C shared_memory_size`: 2.2 % more than the buffers, 12 MiB, and 0.05 MiB a connection.
    #[test]
    fn are_somewhat_more_than_was_measured() {
        for (mib, connections) in [(2_048, 100), (2_048, 500), (131_072, 500)] {
            let measured = (mib * 1_022 / 1_000 + 12 + u64::from(connections) / 20) / 2;
            let more = count(mib, connections).unwrap() - measured;
            assert!(
                more > 0 && more * 100 < measured * 3,
                "{more} more than {measured}"
            );
        }
    }

    #[test]
    fn are_counted_only_where_they_are_used() {
        assert_eq!(count(2_047, 100), None);
        assert!(pages(Memory::gib(2), 100, Run::Compose).is_none());
    }
}
