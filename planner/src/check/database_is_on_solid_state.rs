//! The database is on solid state.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule, Source};
use crate::sources::PGTUNE;
use crate::spec::Disk;

pub(crate) static RULE: Rule = Rule {
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
};

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let mut hosts = plan.spec.hosts.iter().zip(&plan.hosts);
    hosts.find(|(asked, host)| asked.disk == Disk::Hdd && host.postgresql.is_some())?;
    Some(finding(
        &RULE,
        Severity::Warning,
        "The database is on a hard disk, which does about a hundred random reads a second.".to_owned(),
        "Put PostgreSQL's data on an SSD; media may stay where it is.".to_owned(),
        &["hosts.0.disk"],
    ))
}
