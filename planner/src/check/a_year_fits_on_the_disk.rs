//! What a year brings fits on the disk.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::{hosts, storage};
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};
use crate::sizing::disk::{SYSTEM, enough, is_enough};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "a-year-fits-on-the-disk",
        title: "A year fits on the disk",
        rationale: "When the disk is full, PostgreSQL stops and the site is down. Beside database and media we count 15 GiB for the system, Mastodon \
                    with its Ruby and Node or its images, and logs, and want a tenth of the disk to stay free. That is our judgement, as is the \
                    size of the media, which single servers miss by a factor of four either way. Metalhead.club's media grew past its disk within \
                    three weeks of November 2022.",
        basis: Basis::Judgement,
        sources: &[Source {
            title: "Thomas Leister, Adding S3 based cloud storage (2022)",
            url: "https://thomas-leister.de/en/mastodon-s3-media-storage",
        }],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter().enumerate();
    let (place, size, needed) = hosts.find_map(|(place, host)| {
        let size = host.disk_size?;
        let on_disk = host.disk.value;
        (!is_enough(size, on_disk)).then_some((place, size, on_disk + SYSTEM))
    })?;
    let host = &plan.hosts[place];
    Some(Found {
        severity: Severity::Warning,
        message: format!(
            "After a year about {} are used, and {SYSTEM} by the system: {} of the disk's {size}.",
            host.disk.working,
            needed.rounded(),
        ),
        remedy: format!(
            "Take a disk of {} or more, or put media into object storage, or keep other servers' media for fewer days.",
            enough(host.disk.value).rounded()
        ),
        about: vec![
            hosts::DISK_SIZE.on(place),
            storage::KIND.of_site(),
            storage::MEDIA_RETENTION.of_site(),
        ],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    /// A hundred users: 22.8 GiB of database and 43.4 GiB of media are 66.1 GiB, with the system 81.1; nine tenths of 91 GiB are 81.9,
    /// and of 90 GiB 81.
    #[test]
    fn nine_tenths_of_the_disk_hold_a_year_and_the_system() {
        let finding = |size: &str| finding_of(CHECK.rule.id, &format!("hosts.0.disk_size={size}"));
        assert!(finding("91").is_none());
        let found = finding("90").expect("a finding");
        assert_eq!(found.severity, Severity::Warning);
        assert_eq!(
            found.message,
            "After a year about 22.8 GiB of database + 43.4 GiB of media = 66.1 GiB are used, and 15 GiB by the system: 81.1 GiB of the disk's 90 GiB."
        );
        assert!(
            found.remedy.starts_with("Take a disk of 90.1 GiB or more"),
            "{}",
            found.remedy
        );
    }

    #[test]
    fn a_disk_of_unknown_size_is_no_finding() {
        assert!(finding_of(CHECK.rule.id, "load.active_users=100000").is_none());
    }

    /// 22.8 GiB of database, and 15.
    #[test]
    fn media_in_a_bucket_is_not_on_the_disk() {
        let bucket = "storage.kind=s3 storage.bucket=media storage.region=eu-central-1";
        assert!(finding_of(CHECK.rule.id, &format!("{bucket} hosts.0.disk_size=43")).is_none());
        assert!(finding_of(CHECK.rule.id, &format!("{bucket} hosts.0.disk_size=41")).is_some());
    }
}
