//! Elasticsearch: memory and heap.

use crate::plan::SearchServer;
use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::MASTODON_SEARCH;
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "search-memory",
    title: "Memory of Elasticsearch",
    rationale: "Mastodon's documentation gives Elasticsearch 25 to 50 % of the memory that is there, and \
                warns that it can outgrow Mastodon itself. On a host that it shares we give it an eighth, at \
                least 1 GiB and at most 32 GiB, and half of that as heap; Mastodon's compose file starts it \
                with 512 MiB of heap.",
    basis: Basis::Judgement,
    sources: &[
        MASTODON_SEARCH,
        Source {
            title: "Mastodon's source, docker-compose.yml",
            url: "https://github.com/mastodon/mastodon/blob/main/docker-compose.yml",
        },
    ],
};

const SHARE: u64 = 8;
const MEMORY_MIN: Memory = Memory::gib(1);
const MEMORY_MAX: Memory = Memory::gib(32);
const HEAP_SHARE: u64 = 2;
/// Elasticsearch's default.
const PORT: u16 = 9200;

pub(crate) fn search(memory: Memory) -> SearchServer {
    let own = memory_of(memory).floor_mib();
    let heap = (own / HEAP_SHARE).floor_mib();
    SearchServer {
        memory: Value::new(
            own,
            &RULE,
            working!(
                "{} ÷ {SHARE}, from {MEMORY_MIN} to {MEMORY_MAX} = {}",
                memory.rounded(),
                own.rounded()
            ),
        ),
        heap: Value::new(
            heap,
            &RULE,
            working!("{} ÷ {HEAP_SHARE} = {}", own.rounded(), heap.rounded()),
        ),
        port: PORT,
    }
}

pub(crate) fn memory_of(memory: Memory) -> Memory {
    (memory / SHARE).clamp(MEMORY_MIN, MEMORY_MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_eighth_from_1_to_32_gib_and_half_of_it_as_heap() {
        let given = |mib| {
            let search = search(Memory::mib(mib));
            (search.memory.value.as_mib(), search.heap.value.as_mib())
        };
        assert_eq!(given(512), (1_024, 512));
        assert_eq!(given(8 * 1024), (1_024, 512));
        // 8,208 ÷ 8 = 1,026; 8,200 ÷ 8 = 1,025, whose half is rounded down.
        assert_eq!(given(8_208), (1_026, 513));
        assert_eq!(given(8_200), (1_025, 512));
        assert_eq!(given(256 * 1024), (32 * 1024, 16 * 1024));
        assert_eq!(given(256 * 1024 + 8), (32 * 1024, 16 * 1024));
        assert_eq!(given(16 * 1024 * 1024), (32 * 1024, 16 * 1024));
    }

    #[test]
    fn is_at_elasticsearchs_own_port() {
        assert_eq!(search(Memory::gib(8)).port, 9200);
    }
}
