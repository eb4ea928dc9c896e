//! PostgreSQL has memory for the busy part of the database.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::{hosts, load};
use crate::plan::{Consumer, Plan};
use crate::rule::{Basis, rule};
use crate::sizing::capacity::host_for;
use crate::sources::EXODUS;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "database-has-its-memory",
        title: "The busy part of the database is in memory",
        rationale: "What is asked for again and again and is not in memory is read from the disk each time, and every page and job waits \
            for it. weirder.earth's database did with 128 MB what it then did with 2 GB (2022).",
        basis: Basis::Judgement,
        sources: &[EXODUS],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter().enumerate();
    let (place, host) = hosts.find(|(_, host)| host.postgresql.is_some())?;
    let has = host.memory_of(Consumer::Postgresql);
    let hot = plan.load.hot.value.floor_mib();
    if has >= hot {
        return None;
    }
    Some(Found {
        severity: Severity::Warning,
        message: format!(
            "About {} of the database are busy, and PostgreSQL has {} for them: the rest is read from the disk.",
            hot.rounded(),
            has.rounded()
        ),
        remedy: host_for(plan),
        about: about(&[&hosts::MEMORY, &load::ACTIVE_USERS], &[place]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    /// 100 users: 683 MiB are busy. Beside 400 of Puma, 480 of Sidekiq, 256 for an ffmpeg, 129 of streaming, 32 each of nginx and
    /// PgBouncer, 128 of the system and Redis' 64 + 6.8 + 128 + 32 with a quarter more, 288.5, a host of 2 GiB has 302 left.
    #[test]
    fn two_gib_do_not_hold_what_a_hundred_users_ask_for() {
        let with = |memory: &str| {
            let answers = format!("hosts.0.cores=1 hosts.0.memory={memory}");
            finding_of(CHECK.rule.id, &answers)
        };
        let finding = with("2").expect("a finding");
        assert_eq!(finding.severity, Severity::Warning);
        assert!(
            finding
                .message
                .starts_with("About 683 MiB of the database are busy"),
            "{}",
            finding.message
        );
        assert!(finding.remedy.contains("4 GiB"), "{}", finding.remedy);
        assert!(with("4").is_none());
    }

    #[test]
    fn a_database_elsewhere_has_its_own() {
        let elsewhere = "database.place=elsewhere database.host=db.example.net database.connections=100";
        assert!(finding_of(CHECK.rule.id, &format!("hosts.0.memory=2 {elsewhere}")).is_none());
    }
}
