//! A host without IPv4: nothing of it is asked for.

use super::spread::of;

#[test]
fn a_host_with_ipv6_alone_is_not_asked_for_an_a_record() {
    let runbook = |answers: &str| of(answers).text("RUNBOOK.md").to_owned();
    let only = runbook("hosts.0.ipv6_only=true");
    assert!(
        only.contains("must have an AAAA record") && only.contains("NAT64"),
        "{only}"
    );
    assert!(!only.contains("must have an A record"));
    assert!(runbook("").contains("must have an A record"));
}

/// Docker documentation, Use IPv6 networking: a network has IPv6 only if it says so.
#[test]
fn containers_leave_by_ipv6() {
    let compose = |answers: &str| {
        of(&format!("run=compose {answers}"))
            .text("main/opt/mastodon/docker-compose.yml")
            .to_owned()
    };
    let has = |text: &str| text.contains("\n    enable_ipv6: true\n  internal_network:\n");
    assert!(has(&compose("hosts.0.ipv6_only=true")));
    assert!(has(&compose("")));
}

#[test]
fn the_media_proxy_asks_name_servers_that_it_reaches() {
    let bucket = "storage.kind=s3 storage.bucket=media storage.region=eu-central-1 storage.media_proxy=true \
                  storage.media_domain=files.example.social";
    let case = of(&format!("{bucket} hosts.0.ipv6_only=true"));
    let media = case.text("main/etc/nginx/sites-available/mastodon-media");
    assert!(
        media.contains("[2620:fe::fe]") && !media.contains("9.9.9.9"),
        "{media}"
    );
}
