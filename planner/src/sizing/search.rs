//! Elasticsearch: memory and heap.

use crate::input::options::Search;
use crate::plan::SearchServer;
use crate::rule::{Basis, Rule, Source, Value};
use crate::spec::Spec;
use crate::unit::Memory;

pub(crate) static RULE: Rule = Rule {
    id: "search-memory",
    title: "Memory of Elasticsearch",
    rationale: "Mastodon's documentation gives the heap 25 to 50 % of Elasticsearch's memory and warns that it can outgrow \
                Mastodon itself. We give it an eighth of the host, at least 1 GiB and at most 32 GiB, and half of that as heap; \
                its smallest heap in Mastodon's compose file is 512 MiB.",
    basis: Basis::Documented,
    sources: &[Source {
        title: "Mastodon documentation, Setting up search",
        url: "https://docs.joinmastodon.org/admin/elasticsearch/",
    }],
};

const SHARE: u64 = 8;
const MEMORY_MIN: Memory = Memory::gib(1);
const MEMORY_MAX: Memory = Memory::gib(32);
const HEAP_SHARE: u64 = 2;

pub(crate) fn search(spec: &Spec, memory: Memory) -> Option<SearchServer> {
    if spec.options.search == Search::None {
        return None;
    }
    let own = (memory / SHARE).clamp(MEMORY_MIN, MEMORY_MAX).floor_mib();
    let heap = (own / HEAP_SHARE).floor_mib();
    Some(SearchServer {
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
        port: 9200,
    })
}
