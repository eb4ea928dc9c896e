//! A host without IPv4 reaches the servers that have nothing else.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::hosts;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "other-servers-are-reached",
        title: "Servers with IPv4 alone are reached",
        rationale: "Many servers have no IPv6 address. From a host with IPv6 alone they cannot be asked: looking for their accounts ends with 503, and \
                    nothing is delivered to them.",
        basis: Basis::Documented,
        sources: &[Source {
            title: "Mastodon issue 31395",
            url: "https://github.com/mastodon/mastodon/issues/31395",
        }],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let place = plan.spec.hosts.iter().position(|host| host.ipv6_only)?;
    Some(Found {
        severity: Severity::Warning,
        message: "The host has IPv6 alone, and many other servers have IPv4 alone.".to_owned(),
        remedy: "Use a provider's NAT64 with its DNS64 as the host's name server, or a proxy with both, named by http_proxy in .env.production; \
                 visitors with IPv4 alone need a proxy or CDN in front."
            .to_owned(),
        about: vec![hosts::IPV6_ONLY.on(place)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    #[test]
    fn only_a_host_without_ipv4_is_cut_off() {
        let found = finding_of(CHECK.rule.id, "hosts.0.ipv6_only=true").expect("a finding");
        assert_eq!(found.severity, Severity::Warning);
        assert!(found.remedy.contains("NAT64"), "{}", found.remedy);
        assert!(finding_of(CHECK.rule.id, "").is_none());
    }
}
