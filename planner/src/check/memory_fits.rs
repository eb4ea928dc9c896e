//! Everything fits into the host's memory.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::{hosts, options};
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sizing::capacity::MEMORY_SOLD_GIB;
use crate::sizing::sized;
use crate::sources::SHARP_LETTERS;
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "memory-fits",
        title: "The host has the memory that Mastodon needs",
        rationale: "The least of everything together: one Puma process, one Sidekiq process and an ffmpeg beside it, streaming, \
            Redis, nginx, 256 MiB for PostgreSQL and a sixteenth for the system. The smallest that was \
            reported is about 1 GB of processes, beside a database on another host.",
        basis: Basis::Measured,
        sources: &[SHARP_LETTERS],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter().enumerate();
    let (place, host) = hosts.find(|(_, host)| host.wanted > host.memory)?;
    // A larger host takes more, not less.
    let sold = MEMORY_SOLD_GIB.into_iter().map(Memory::gib);
    let mut sold = sold.filter(|&memory| memory >= host.wanted);
    let enough = sold.find(|&memory| {
        let mut spec = plan.spec.clone();
        spec.hosts[place].memory = memory;
        sized(&spec).hosts.iter().all(|host| host.wanted <= host.memory)
    });
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    /// A single user's server on one core.
    fn with_memory(memory: &str) -> Option<Finding> {
        finding_of(
            CHECK.rule.id,
            &format!("hosts.0.cores=1 load.active_users=1 {memory}"),
        )
    }

    /// Whoever comes: 256 MiB for PostgreSQL, 400 for Puma, 480 for Sidekiq, 128 for streaming, 32 for nginx, 128 for the system, an
    /// eighth for an ffmpeg, and for Redis 5/4 of 64 MiB, a sixteenth and 32 MiB.
    #[test]
    fn the_least_of_everything_fits_to_the_mib() {
        // Redis: (64 + 1,937 ÷ 16 + 32) × 5 ÷ 4 = 217 × 5 ÷ 4 = 271; an eighth is 242. 1,937 MiB in all, and as many on a
        // host with one less.
        assert!(with_memory("hosts.0.memory=1937MiB").is_none());
        let finding = with_memory("hosts.0.memory=1936MiB").expect("a finding");
        assert_eq!(finding.severity, Severity::Error);
        assert!(
            finding.message.contains(": 1 MiB are missing."),
            "{}",
            finding.message
        );
        assert!(
            finding.remedy.starts_with("Take a host with 2 GiB."),
            "{}",
            finding.remedy
        );
    }

    #[test]
    fn what_is_missing_is_named() {
        // Redis: 5/4 of 64 + 64 + 32; an ffmpeg 64. 1,688 MiB in all, 1,176 more than there are.
        let finding = with_memory("hosts.0.memory=512MiB").expect("a finding");
        assert!(
            finding
                .message
                .starts_with("This plan takes 1.6 GiB and the host has 512 MiB: 1.1 GiB are missing."),
            "{}",
            finding.message
        );
    }

    /// On 512 MiB beside other software. A host has room when 1,937 MiB are left beside that.
    #[test]
    fn the_next_size_that_hosts_are_sold_with_is_named() {
        let remedy = |reserved: u64| {
            let memory = format!(
                "hosts.0.memory={}MiB hosts.0.reserved_memory={reserved}MiB",
                reserved + 512
            );
            with_memory(&memory).expect("a finding").remedy
        };
        let sizes = [2, 4, 8, 16, 32, 64, 128, 256, 512, 1024, 2048];
        for (size, next) in sizes.iter().zip(&sizes[1..]) {
            let reserved = size * 1024 - 1_937;
            let takes = |gib| format!("Take a host with {gib} GiB.");
            assert!(remedy(reserved).starts_with(&takes(size)), "{size} GiB");
            assert!(
                remedy(reserved + 1).starts_with(&takes(next)),
                "{size} GiB and a MiB"
            );
        }
    }
}
