//! Elasticsearch does not crowd out the rest.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::{hosts, options};
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};
use crate::sources::MASTODON_SEARCH;
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "search-has-memory",
        title: "There is memory for search",
        rationale: "A single user's Elasticsearch took 1.4 GB, and the server outgrew its 4 GiB (2020). On \
            less than 8 GB the site itself needs it more.",
        basis: Basis::Judgement,
        sources: &[
            MASTODON_SEARCH,
            Source {
                title: "Mastodon issue 15440",
                url: "https://github.com/mastodon/mastodon/issues/15440",
            },
        ],
    },
    look,
};

const ENOUGH: Memory = Memory::gib(8);

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter().enumerate();
    let (place, search, memory) =
        hosts.find_map(|(place, host)| Some((place, host.search.as_ref()?, host.memory)))?;
    if memory >= ENOUGH {
        return None;
    }
    Some(Found {
        severity: Severity::Warning,
        message: format!(
            "Search takes {} of the host's {}.",
            search.memory.value.rounded(),
            memory.rounded()
        ),
        remedy: format!(
            "Take a host with {ENOUGH}, or do without full-text search for now: it can be added later."
        ),
        about: about(&[&options::SEARCH, &hosts::MEMORY], &[place]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    fn with_search(memory: &str) -> Option<Finding> {
        finding_of(
            CHECK.rule.id,
            &format!("options.search=elasticsearch hosts.0.memory={memory}"),
        )
    }

    #[test]
    fn search_needs_a_host_of_8_gib() {
        assert!(with_search("8GiB").is_none());
        assert!(with_search("8191MiB").is_some());
        let finding = with_search("4GiB").expect("a finding");
        assert_eq!(finding.severity, Severity::Warning);
        // An eighth is less than the least, a GiB.
        assert_eq!(finding.message, "Search takes 1 GiB of the host's 4 GiB.");
        assert!(
            finding.remedy.starts_with("Take a host with 8 GiB,"),
            "{}",
            finding.remedy
        );
    }

    #[test]
    fn without_search_nothing_is_missing() {
        assert!(finding_of(CHECK.rule.id, "hosts.0.memory=4").is_none());
    }
}
