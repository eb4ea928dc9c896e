//! The site behind a proxy that ends TLS: asked as such a proxy asks, over plain HTTP.

use super::backend::{Backend, header};
use super::client::{Answer, get};
use super::site::upstreams;
use super::{Site, find};
use crate::Report;

/// A visitor's address, and one that somebody claims (RFC 5737).
const VISITOR: &str = "203.0.113.7";
const CLAIMED: &str = "198.51.100.9";

/// Whether port 80 is all that nginx has.
pub(super) fn applies(site: &Site<'_>) -> bool {
    site.servers().is_empty()
}

pub(super) fn use_it(site: &Site<'_>, report: &mut Report) -> Result<(), String> {
    let env = site.host.env();
    let domain = env.get("WEB_DOMAIN").or_else(|| env.get("LOCAL_DOMAIN"));
    let domain = domain.ok_or("no LOCAL_DOMAIN in .env.production")?;
    let upstreams = upstreams(site)?;
    let backends: Result<Vec<_>, _> = upstreams.iter().copied().map(Backend::start).collect();
    let backends = backends?;
    let names = find(&site.tree, "server_name");
    report.expect(names.iter().any(|name| name.args.contains(domain)), || {
        format!("no server for {domain}")
    });
    for path in ["/headers", "/api/v1/streaming/headers"] {
        let url = format!("http://{domain}{path}");
        let ask = |forwarded: &str, scheme: Option<&str>| -> Result<Answer, String> {
            let forwarded = format!("X-Forwarded-For: {forwarded}");
            let scheme = scheme.map(|scheme| format!("X-Forwarded-Proto: {scheme}"));
            let headers = [Some(forwarded), scheme];
            let given = headers.iter().flatten();
            let extra: Vec<_> = given.flat_map(|line| ["--header", line.as_str()]).collect();
            get(&url, &extra)
        };
        let by_tls = ask(VISITOR, Some("https"))?;
        arrives(report, path, &by_tls, domain, "https");
        // Whoever comes without a word of it has come by a proxy that ends TLS.
        arrives(report, path, &ask(VISITOR, None)?, domain, "https");
        // Mastodon itself sends these to https.
        arrives(report, path, &ask(VISITOR, Some("http"))?, domain, "http");
        let forged = ask(&format!("{CLAIMED}, {VISITOR}"), Some("https"))?;
        arrives(report, path, &forged, domain, "https");
    }
    drop(backends);
    Ok(())
}

/// What Mastodon hears of the visitor.
fn arrives(report: &mut Report, path: &str, answer: &Answer, domain: &str, scheme: &str) {
    report.expect(answer.status == 200, || {
        format!("{path} answers {} to the proxy in front", answer.status)
    });
    let seen = |name: &str| header(&answer.body, name).unwrap_or_default();
    for (name, wanted) in [
        ("host", domain),
        ("x-real-ip", VISITOR),
        ("x-forwarded-proto", scheme),
    ] {
        report.expect(seen(name) == wanted, || {
            format!("{path}: {name} arrives as {:?}, not {wanted:?}", seen(name))
        });
    }
    // Of all addresses the last that is no proxy's counts.
    report.expect(seen("x-forwarded-for").ends_with(VISITOR), || {
        format!("{path}: x-forwarded-for arrives as {:?}", seen("x-forwarded-for"))
    });
}
