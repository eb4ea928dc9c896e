//! Elasticsearch does not crowd out the rest.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::{hosts, options};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::sources::MASTODON_SEARCH;
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
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
