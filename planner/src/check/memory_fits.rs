//! Everything fits into the host's memory.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::{hosts, options};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "memory-fits",
        title: "The host has the memory that Mastodon needs",
        rationale: "The least of everything together: one Puma process, one Sidekiq process, streaming, \
            Redis, nginx, 256 MiB for PostgreSQL and a sixteenth for the system. The smallest that was \
            reported is about 1 GB of processes, beside a database on another host.",
        basis: Basis::Measured,
        sources: &[Source {
            title: "Sharp Letters, Mastodon resource optimization (2023)",
            url: "https://sharpletters.net/2023/03/01/mastodon-resource-optimization/",
        }],
    },
    look,
};

/// What hosts are sold with.
const SIZES_GIB: [u64; 12] = [1, 2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter().enumerate();
    let (place, host) = hosts.find(|(_, host)| host.wanted > host.memory)?;
    let enough = SIZES_GIB
        .iter()
        .map(|&size| Memory::gib(size))
        .find(|&size| size >= host.wanted);
    let enough = enough.unwrap_or(host.wanted);
    Some(Found {
        severity: Severity::Error,
        message: format!(
            "This plan takes {} and the host has {}: {} are missing. Every part was given less than it needs.",
            host.wanted.rounded(),
            host.memory.rounded(),
            (host.wanted - host.memory).rounded(),
        ),
        remedy: format!(
            "Take a host with {enough}. Until then add at least as much swap as is missing, and expect it to be slow."
        ),
        about: about(
            &[
                &hosts::MEMORY,
                &hosts::RESERVED_MEMORY,
                &options::SEARCH,
                &options::SIDEKIQ,
            ],
            &[place],
        ),
    })
}
