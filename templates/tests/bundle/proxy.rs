//! A proxy in front: who ends TLS, and whose word on the visitor is taken.

use super::spread::{Case, of};

const ADDRESSES: &str = "proxy.addresses=10.0.0.5,2001:db8::/32";

fn site(case: &Case) -> &str {
    case.text("main/etc/nginx/sites-available/mastodon")
}

fn has(text: &str, line: &str) -> bool {
    text.lines().any(|found| found.trim() == line)
}

/// A proxy that speaks plain HTTP with port 80 was answered 301 to https, for ever (linuxserver/docker-mastodon#5).
#[test]
fn where_tls_ends_in_front_port_80_serves_the_site() {
    let case = of(&format!("proxy.kind=ends-tls {ADDRESSES}"));
    let text = site(&case);
    assert!(has(text, "listen 80;") && has(text, "listen [::]:80;"), "{text}");
    assert!(
        !text.contains("443") && !text.contains("ssl_") && !text.contains("return 301"),
        "{text}"
    );
    assert!(
        has(text, "proxy_set_header X-Forwarded-Proto $visitor_scheme;"),
        "{text}"
    );
    assert!(!text.contains("X-Forwarded-Proto $scheme"), "{text}");
    let runbook = case.text("RUNBOOK.md");
    assert!(!runbook.contains("certbot"), "{runbook}");
    assert!(!case.text("main/verify.sh").contains(":443:"));
    assert!(case.text("main/apply.plan").contains("\nends_tls_in_front=yes\n"));
}

#[test]
fn a_cdn_that_speaks_tls_with_this_host_leaves_it_its_certificate() {
    let case = of(&format!("proxy.kind=speaks-tls {ADDRESSES}"));
    let text = site(&case);
    assert!(
        has(text, "listen 443 ssl;") && has(text, "return 301 https://$host$request_uri;"),
        "{text}"
    );
    assert!(
        has(text, "set_real_ip_from 10.0.0.5;") && has(text, "real_ip_recursive on;"),
        "{text}"
    );
    assert!(case.text("RUNBOOK.md").contains("certbot certonly"));
}

/// `TRUSTED_PROXY_IP` takes the place of what is trusted otherwise, so nginx' own addresses are in it; in containers nginx is seen at
/// docker's gateway.
#[test]
fn only_nginx_and_the_proxy_are_believed() {
    let trusted = |answers: &str| of(answers).variable("TRUSTED_PROXY_IP").map(str::to_owned);
    assert_eq!(trusted(""), None);
    assert_eq!(
        trusted(&format!("proxy.kind=ends-tls {ADDRESSES}")).as_deref(),
        Some("'127.0.0.1 ::1 10.0.0.5 2001:db8::/32'")
    );
    assert_eq!(
        trusted(&format!("run=compose proxy.kind=ends-tls {ADDRESSES}")).as_deref(),
        Some("'127.0.0.1 ::1 172.16.0.0/12 192.168.0.0/16 fc00::/7 10.0.0.5 2001:db8::/32'")
    );
    // Addresses alone are no proxy.
    assert_eq!(trusted(ADDRESSES), None);
    assert!(!site(&of(ADDRESSES)).contains("set_real_ip_from"));
}

#[test]
fn the_media_proxy_is_behind_it_too() {
    let bucket = "storage.kind=s3 storage.bucket=media storage.region=eu-central-1 storage.media_proxy=true \
                  storage.media_domain=files.example.social";
    let case = of(&format!("{bucket} proxy.kind=ends-tls {ADDRESSES}"));
    let media = case.text("main/etc/nginx/sites-available/mastodon-media");
    assert!(
        has(media, "listen 80;") && has(media, "set_real_ip_from 2001:db8::/32;"),
        "{media}"
    );
    assert!(
        !media.contains("443") && !media.contains("ssl_certificate "),
        "{media}"
    );
}
