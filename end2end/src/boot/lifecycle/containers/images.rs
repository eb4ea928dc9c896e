//! A fork's images: those that run are kept, whatever they are called, until the plan names another tag.

use crate::Report;
use crate::boot::lifecycle::Site;

/// As the fork's own admin had pinned them.
const RUNNING: &str = "cd /opt/mastodon
sed -i -e 's|ghcr.io/mastodon/mastodon:.*|registry.example.org/our/tusk:p2-4.6|' \
  -e 's|ghcr.io/mastodon/mastodon-streaming:.*|registry.example.org/our/tusk-streaming:p2-4.6@sha256:'\"$(printf %064d 1)\"'|' docker-compose.yml
docker compose up --detach";

const IMAGES: &str =
    "sed -n 's|^ *image: registry.example.org/our/||p' /opt/mastodon/docker-compose.yml | cut -c 1-40";
const KEPT: &str = "tusk:p2-4.6\ntusk-streaming:p2-4.6@sha256:00000000000";
const NAMED: &str = "tusk:p3-4.6\ntusk-streaming:p3-4.6";

pub(super) fn are_kept(site: &Site, report: &mut Report) -> Result<(), String> {
    site.must(RUNNING)?;
    let images = |site: &Site, report: &mut Report, after: &str, wanted: &str| {
        let said = site.must(IMAGES)?;
        report.expect(said == wanted, || format!("{after}: the images are {said}"));
        Ok::<_, String>(())
    };
    site.must("bash /root/fork/main/apply.sh")?;
    images(site, report, "taken over", KEPT)?;

    let dry = site.must("bash /root/tagged/main/apply.sh --dry-run")?;
    let change =
        "changed   web: registry.example.org/our/tusk:p2-4.6 -> registry.example.org/our/tusk:p3-4.6";
    report.expect(dry.contains(change), || {
        format!("--dry-run does not say which image comes: {dry}")
    });
    site.must("bash /root/tagged/main/apply.sh")?;
    images(site, report, "another tag", NAMED)?;

    // The runbook's upgrade edits the file; the next bundle has the tag of before.
    site.must(
        "cd /opt/mastodon && sed -i 's|:p3-4.6|:p4-4.6|' docker-compose.yml && docker compose up --detach",
    )?;
    site.must("bash /root/tagged/main/apply.sh")?;
    images(
        site,
        report,
        "upgraded by hand",
        "tusk:p4-4.6\ntusk-streaming:p4-4.6",
    )
}
