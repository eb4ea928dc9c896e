//! The database is on solid state.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::hosts;
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};
use crate::sources::PGTUNE;
use crate::spec::Disk;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "database-is-on-solid-state",
        title: "The database is on solid state",
        rationale: "Mastodon's queries read and write at random, which PgTune counts as nearly four times as \
            dear on a hard disk. hachyderm.io failed on and off for days in November 2022 because of two \
            failing disks under its database and media.",
        basis: Basis::Judgement,
        sources: &[
            PGTUNE,
            Source {
                title: "Hachyderm, Leaving the Basement (2022)",
                url: "https://community.hachyderm.io/blog/2022/12/03/leaving-the-basement/",
            },
        ],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.spec.hosts.iter().zip(&plan.hosts);
    let place = hosts.position(|(asked, host)| asked.disk == Disk::Hdd && host.postgresql.is_some())?;
    Some(Found {
        severity: Severity::Warning,
        message: "The database is on a hard disk, which does about a hundred random reads a second."
            .to_owned(),
        remedy: "Put PostgreSQL's data on an SSD; media may stay where it is.".to_owned(),
        about: vec![hosts::DISK.on(place)],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    #[test]
    fn only_a_hard_disk_is_too_slow() {
        let severity = |disk| {
            let finding = finding_of(CHECK.rule.id, &format!("hosts.0.disk={disk}"));
            finding.map(|finding| finding.severity)
        };
        assert_eq!(severity("hdd"), Some(Severity::Warning));
        assert_eq!(severity("ssd"), None);
        assert_eq!(severity("nvme"), None);
        assert_eq!(severity("network"), None);
    }
}
