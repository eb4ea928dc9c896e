//! Elasticsearch: memory and heap.

use crate::plan::SearchServer;
use crate::rule::{Basis, Rule, Source, Value};
use crate::sources::MASTODON_SEARCH;
use crate::unit::Memory;

pub(crate) static RULE: Rule = Rule {
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
    let own = (memory / SHARE).clamp(MEMORY_MIN, MEMORY_MAX).floor_mib();
    let heap = (own / HEAP_SHARE).floor_mib();
    SearchServer {
        memory: Value::new(
            own,
            &RULE,
            format!(
                "{} ÷ {SHARE}, from {MEMORY_MIN} to {MEMORY_MAX} = {}",
                memory.rounded(),
                own.rounded()
            ),
        ),
        heap: Value::new(
            heap,
            &RULE,
            format!("{} ÷ {HEAP_SHARE} = {}", own.rounded(), heap.rounded()),
        ),
        port: PORT,
    }
}
