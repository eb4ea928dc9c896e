//! Media of many users are in object storage.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::{load, storage};
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sources::{COMPENDIUM, GARGRON_NOTES};
use crate::spec::StorageKind;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "media-are-in-object-storage",
        title: "Media of many users are in object storage",
        rationale: "Mastodon's founder has object storage beyond some 20,000 users, and rather sooner than later, since media that are \
            there must be moved (2022); the Compendium has it from the first day. Smaller servers keep their media on the disk by \
            default: it costs nothing more and has one part fewer that can fail, as long as a year fits on the disk.",
        basis: Basis::Documented,
        sources: &[GARGRON_NOTES, COMPENDIUM],
    },
    look,
};

/// From here on the founder's notes have it.
const USERS: u32 = 20_000;

fn look(plan: &Plan) -> Option<Found> {
    let users = plan.spec.load.active_users;
    if plan.spec.storage.kind != StorageKind::Local || users < USERS {
        return None;
    }
    Some(Found {
        severity: Severity::Advice,
        message: format!(
            "Media of {users} users are on the host's own disk: {} after a year or so.",
            plan.load.media.value
        ),
        remedy: "Put them into object storage, sooner rather than later: the more there are, the longer the move takes.".to_owned(),
        about: vec![storage::KIND.of_site(), load::ACTIVE_USERS.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    #[test]
    fn from_20_000_users_on_a_bucket_is_advised() {
        let of = |answers: &str| finding_of(CHECK.rule.id, answers);
        assert!(of("load.active_users=19999").is_none());
        let finding = of("load.active_users=20000").expect("a finding");
        assert_eq!(finding.severity, Severity::Advice);
        let bucket = "storage.kind=s3 storage.bucket=media storage.region=eu-central-1";
        assert!(of(&format!("load.active_users=20000 {bucket}")).is_none());
    }
}
