//! Mastodon's own site: redirects, every upstream server, sockets, limits, files.

use std::{collections::BTreeSet, net::SocketAddr};

use super::{
    Site,
    backend::Backend,
    client::{Socket, bodies, get, http_version},
    find,
};
use crate::{Report, Run, read::nginx::Directive};

/// The largest upload that nginx must let through, by Mastodon's `dist/nginx.conf`.
fn body_limit(mastodon: (u32, u32)) -> &'static str {
    if mastodon < (4, 2) { "80m" } else { "99m" }
}

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
    limits(site, domain, server, report)?;
    files(site, domain, server, report)?;
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
fn upstreams(site: &Site<'_>) -> Result<BTreeSet<SocketAddr>, String> {
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

fn limits(site: &Site<'_>, domain: &str, server: &Directive, report: &mut Report) -> Result<(), String> {
    let limit = find(&server.block, "client_max_body_size");
    let limit = limit.first().map_or("1m", |limit| limit.value());
    let wanted = body_limit(site.bundle.mastodon);
    report.expect(limit == wanted, || {
        format!(
            "client_max_body_size is {limit}, Mastodon {:?} uploads {wanted}",
            site.bundle.mastodon
        )
    });
    let mib: u64 = limit
        .trim_end_matches('m')
        .parse()
        .map_err(|_| format!("body size {limit}"))?;
    for (extra, status) in [(0, 200), (1, 413)] {
        let upload = "/root/upload";
        site.world.write(upload, "")?;
        let file = std::fs::File::options().write(true).open(site.world.path(upload));
        file.and_then(|file| file.set_len((mib << 20) + extra))
            .map_err(|error| error.to_string())?;
        let path = site.world.path(upload);
        let args = ["--request", "POST", "--upload-file", &path.to_string_lossy()];
        let answer = get(&format!("https://{domain}/api/v2/media"), &args)?;
        report.expect(answer.status == status, || {
            format!(
                "an upload of {limit} and {extra} bytes is answered with {}",
                answer.status
            )
        });
    }
    Ok(())
}

/// Under systemd nginx serves Mastodon's files itself. In containers it cannot see them.
fn files(site: &Site<'_>, domain: &str, server: &Directive, report: &mut Report) -> Result<(), String> {
    let Some(root) = Site::root(server) else {
        return Ok(());
    };
    let root = root.to_string_lossy().into_owned();
    let url = |path: &str| format!("https://{domain}{path}");
    let challenges = challenge_folder(site).unwrap_or_else(|| root.clone());
    site.publish(
        &format!("{challenges}/.well-known/acme-challenge/token"),
        "challenge\n",
    )?;
    let answer = get(&format!("http://{domain}/.well-known/acme-challenge/token"), &[])?;
    report.expect(answer.body == "challenge\n", || {
        format!(
            "a certificate cannot be renewed: the challenge is answered with {}",
            answer.status
        )
    });
    if site.host.run == Run::Compose {
        let answer = get(&url("/packs/application.js"), &[])?;
        report.expect(answer.status == 200, || {
            format!(
                "/packs/ does not reach Puma, which has the files: {}",
                answer.status
            )
        });
        return Ok(());
    }
    site.publish(&format!("{root}/packs/application.js"), "script\n")?;
    let answer = get(&url("/packs/application.js"), &[])?;
    report.expect(answer.body == "script\n", || {
        format!(
            "/packs/application.js is answered with {} {:?}",
            answer.status, answer.body
        )
    });
    let caching = answer.header("cache-control");
    report.expect(caching.contains("max-age="), || {
        format!("/packs/ is not cached: {caching:?}")
    });
    if site.host.env().get("S3_ENABLED").is_some_and(|on| on == "true") {
        return Ok(());
    }
    site.publish(&format!("{root}/system/avatar.png"), "picture\n")?;
    let answer = get(&url("/system/avatar.png"), &[])?;
    report.expect(answer.body == "picture\n", || {
        format!("/system/avatar.png is answered with {}", answer.status)
    });
    // Media that users uploaded must not act as a page of this site.
    let (sniff, policy) = (
        answer.header("x-content-type-options"),
        answer.header("content-security-policy"),
    );
    let safe = sniff == "nosniff" && policy.contains("default-src 'none'");
    report.expect(safe, || {
        format!("/system/ is served with {sniff:?} and the policy {policy:?}")
    });
    Ok(())
}

/// The folder that the challenge's own location names.
fn challenge_folder(site: &Site<'_>) -> Option<String> {
    let mut locations = find(&site.tree, "location").into_iter();
    let challenge = locations.find(|it| it.args.iter().any(|arg| arg.contains("acme-challenge")))?;
    find(&challenge.block, "root")
        .first()
        .map(|root| root.value().to_owned())
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
