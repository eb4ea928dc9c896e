//! Mastodon's own site: redirects, every upstream server, sockets, limits, files.

use std::collections::BTreeSet;
use std::net::SocketAddr;

use super::backend::Backend;
use super::client::{Socket, bodies, get, http_version};
use super::{Site, find};
use crate::Report;
use crate::read::nginx::Directive;

mod files;

/// More tries than any layout of nginx's workers needs to reach every server.
const TRIES_PER_SERVER: usize = 40;

/// Lines of the error log that the checks themselves provoke.
pub(super) fn is_provoked(line: &str) -> bool {
    line.contains("client intended to send too large body")
        || line.contains("access forbidden by rule")
        || line.contains("upstream prematurely closed connection")
        || line.contains("Connection reset by peer) while reading response header from upstream")
        || line.contains("Connection refused) while connecting to upstream")
        || (line.contains("buffered to a temporary file") && line.contains("[warn]"))
}

pub(super) fn use_it(site: &Site<'_>, report: &mut Report) -> Result<(), String> {
    let env = site.host.env();
    let domain = env.get("WEB_DOMAIN").or_else(|| env.get("LOCAL_DOMAIN"));
    let domain = domain.ok_or("no LOCAL_DOMAIN in .env.production")?;
    let servers = site.servers();
    let server = servers.iter().find(|server| {
        find(&server.block, "server_name")
            .iter()
            .any(|name| name.args.contains(domain))
    });
    let server = server.ok_or_else(|| format!("no server for {domain} on port 443"))?;
    let upstreams = upstreams(site)?;
    let backends: Result<Vec<_>, _> = upstreams.iter().copied().map(Backend::start).collect();
    let backends = backends?;

    redirect(domain, report)?;
    every_server(domain, &upstreams, report)?;
    headers(domain, report)?;
    files::limits(site, domain, server, report)?;
    files::files(site, domain, server, report)?;
    if site.bundle.mastodon >= (4, 2) {
        least_conn(site, report);
    }
    drop(backends);
    let answer = get(&format!("https://{domain}/"), &[])?;
    report.expect(answer.status == 502, || {
        format!("without Puma the answer is {}, not 502", answer.status)
    });
    Ok(())
}

/// The servers of every upstream.
pub(super) fn upstreams(site: &Site<'_>) -> Result<BTreeSet<SocketAddr>, String> {
    let mut servers = BTreeSet::new();
    for upstream in find(&site.tree, "upstream") {
        for server in find(&upstream.block, "server") {
            let place = server.value();
            let address = place.parse().map_err(|_| format!("upstream server {place}"))?;
            servers.insert(address);
        }
    }
    Ok(servers)
}

fn redirect(domain: &str, report: &mut Report) -> Result<(), String> {
    let answer = get(&format!("http://{domain}/about?a=1"), &[])?;
    let to = answer.header("location");
    report.expect(
        answer.status == 301 && to == format!("https://{domain}/about?a=1"),
        || format!("http://{domain}/about?a=1 answers {} to {to:?}", answer.status),
    );
    let version = http_version(&format!("https://{domain}/"))?;
    report.expect(version == "2", || {
        format!("https://{domain}/ speaks HTTP/{version}")
    });
    Ok(())
}

/// Requests reach every web process, sockets every streaming process, and no server
/// of an upstream is left out.
fn every_server(domain: &str, upstreams: &BTreeSet<SocketAddr>, report: &mut Report) -> Result<(), String> {
    let count = upstreams.len();
    let urls: Vec<_> = (0..2 * count)
        .map(|n| format!("https://{domain}/about?{n}"))
        .collect();
    let web: BTreeSet<String> = bodies(&urls)?.into_iter().collect();

    let all: BTreeSet<String> = upstreams.iter().map(|server| server.port().to_string()).collect();
    let mut sockets: Vec<Socket> = Vec::new();
    let mut streaming = BTreeSet::new();
    // The sockets stay open, so that `least_conn` has something to count.
    while sockets.len() < TRIES_PER_SERVER * count && !(&all - &web).is_subset(&streaming) {
        let mut socket = Socket::open(domain, "/api/v1/streaming/?stream=user")?;
        let echo = socket.echo("ping")?;
        report.expect(echo == "ping", || {
            format!("a WebSocket gave back {echo:?} for \"ping\"")
        });
        streaming.insert(socket.greeting.clone());
        sockets.push(socket);
    }
    report.expect(web.union(&streaming).eq(&all), || {
        format!("of {all:?}, requests reached {web:?} and WebSockets {streaming:?}")
    });
    report.expect(web.is_disjoint(&streaming), || {
        format!("requests reached {web:?}, WebSockets {streaming:?}: they should differ")
    });
    Ok(())
}

/// What Rails needs to know of the visitor, and what it must not be told.
fn headers(domain: &str, report: &mut Report) -> Result<(), String> {
    for path in ["/headers", "/api/v1/streaming/headers"] {
        let url = format!("https://{domain}{path}");
        let answer = get(&url, &["--header", "Proxy: evil"])?;
        let seen = |name: &str| super::backend::header(&answer.body, name).unwrap_or_default();
        let wanted = [
            ("host", domain),
            ("x-real-ip", "127.0.0.1"),
            ("x-forwarded-for", "127.0.0.1"),
            ("x-forwarded-proto", "https"),
            ("proxy", ""),
        ];
        for (name, value) in wanted {
            report.expect(seen(name) == value, || {
                format!(
                    "{path}: the header {name} arrives as {:?}, not {value:?}",
                    seen(name)
                )
            });
        }
    }
    Ok(())
}

/// From 4.2 on each streaming process is a server of its own, and connections last.
fn least_conn(site: &Site<'_>, report: &mut Report) {
    let several = |upstream: &&Directive| find(&upstream.block, "server").len() > 1;
    let streaming = |upstream: &&Directive| {
        find(&upstream.block, "server")
            .iter()
            .any(|server| server.value().contains(":40"))
    };
    for upstream in find(&site.tree, "upstream")
        .into_iter()
        .filter(several)
        .filter(streaming)
    {
        report.expect(!find(&upstream.block, "least_conn").is_empty(), || {
            format!("upstream {} has no least_conn", upstream.value())
        });
    }
}
