//! Elasticsearch does not crowd out the rest.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::sources::MASTODON_SEARCH;
use crate::unit::Memory;

pub(crate) static RULE: Rule = Rule {
    id: "search-has-memory",
    title: "There is memory for search",
    rationale: "A single user's Elasticsearch took 1.4 GB, and the server outgrew its 4 GiB (2020). On less \
                than 8 GB the site itself needs it more.",
    basis: Basis::Judgement,
    sources: &[
        MASTODON_SEARCH,
        Source {
            title: "Mastodon issue 15440",
            url: "https://github.com/mastodon/mastodon/issues/15440",
        },
    ],
};

const ENOUGH: Memory = Memory::gib(8);

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let mut hosts = plan.hosts.iter();
    let (search, memory) = hosts.find_map(|host| Some((host.search.as_ref()?, host.memory)))?;
    if memory >= ENOUGH {
        return None;
    }
    Some(finding(
        &RULE,
        Severity::Warning,
        format!(
            "Search takes {} of the host's {}.",
            search.memory.value.rounded(),
            memory.rounded()
        ),
        format!("Take a host with {ENOUGH}, or do without full-text search for now: it can be added later."),
        &["options.search", "hosts.0.memory"],
    ))
}
