//! The media proxy: a real object store stands in another network, behind a name and TLS or at an address.

use std::fs;
use std::net::{Ipv4Addr, SocketAddr, SocketAddrV4};

use super::backend::name_server;
use super::certificates::{CERTIFICATE, KEY};
use super::client::get;
use super::{Site, find};
use crate::Report;
use crate::daemon::Daemon;
use crate::programs::{self, run};
use crate::read::nginx::Directive;
use crate::world::World;

/// Addresses for documentation (RFC 5737), here on a cable between two namespaces.
const OUR_END: &str = "192.0.2.1/24";
const STORE_END: &str = "192.0.2.2/24";
const STORE: Ipv4Addr = Ipv4Addr::new(192, 0, 2, 2);

/// An object store's habits: cookies, its own headers, an answer that names the request. Mastodon gives each object a
/// Cache-Control of ten years (`config/initializers/paperclip.rb`).
const STORE_CONF: &str = r#"
user www-data;
pid /run/store.pid;
error_log /var/log/store.log;
events {}
http {
    access_log off;
    server {
        listen PORT;
        ssl_certificate /root/certificate.pem;
        ssl_certificate_key /root/key.pem;
        default_type text/plain;
        add_header Set-Cookie "session=1";
        add_header x-amz-request-id "1";
        add_header Cache-Control "public, max-age=315576000, immutable";
        location / {
            return 200 "$request_method $host $uri auth=$http_authorization connection=$http_connection\n";
        }
    }
}
"#;

pub(super) fn use_it(site: &Site<'_>, report: &mut Report) -> Result<(), String> {
    let resolvers = find(&site.tree, "resolver");
    let Some(resolver) = resolvers.first() else {
        return Ok(());
    };
    let server = site
        .servers()
        .into_iter()
        .find(|server| !find(&server.block, "resolver").is_empty());
    let server = server.ok_or("the media proxy's resolver is in no server on port 443")?;
    let domain = find(&server.block, "server_name")
        .first()
        .map(|name| name.value().to_owned());
    let domain = domain.ok_or("the media proxy has no server_name")?;

    let plain = plain_address(&server.block);
    let host = find(&server.block, "proxy_set_header")
        .into_iter()
        .find(|header| header.value() == "Host")
        .and_then(|header| header.args.get(1).cloned());
    let host = host.ok_or("the media proxy names no Host to the store")?;

    answer_names(resolver)?;
    let mut store = start_store(site, plain)?;
    let address = plain.unwrap_or_else(|| SocketAddrV4::new(STORE, 443));
    store.wait("object store", || std::net::TcpStream::connect(address).is_ok())?;
    passes_on(&domain, &host, report)?;
    forgets_in_two_days(site, report)?;
    refuses(&domain, report)?;
    Ok(())
}

/// Where the store is asked without TLS.
fn plain_address(server: &[Directive]) -> Option<SocketAddrV4> {
    let set = find(server, "set").into_iter();
    let mut urls = set.filter_map(|set| set.args.get(1));
    urls.find_map(|url| url.strip_prefix("http://")?.parse().ok())
}

/// A name server at each address that the file names, be it another machine's.
fn answer_names(resolver: &Directive) -> Result<(), String> {
    for place in resolver.args.iter().filter(|arg| !arg.contains('=')) {
        let host = place.trim_start_matches('[').trim_end_matches(']');
        let address: std::net::IpAddr = host.parse().map_err(|_| format!("resolver {place}"))?;
        if !address.is_loopback() {
            let mut ip = programs::command("ip")?;
            run(ip.args(["address", "add", host, "dev", "lo"]))?.success()?;
        }
        name_server(SocketAddr::from((address, 53)), STORE)?;
    }
    Ok(())
}

const PICTURE: &str = "/cache/media/picture.png";
const CACHE: &str = "/var/cache/nginx-media";
/// `ngx_http_file_cache_header_t` of nginx: its version, `valid_sec`, three more times, and the date.
const VALID_UNTIL: usize = 8;
const STORED_AT: usize = 40;
const TWO_DAYS: i64 = 48 * 3600;

/// A second nginx in a network of its own, since the first has every port 443 of this one.
fn start_store(site: &Site<'_>, plain: Option<SocketAddrV4>) -> Result<Daemon, String> {
    let port = plain.map_or("443 ssl".to_owned(), |address| address.port().to_string());
    site.world
        .write("/root/store.conf", &STORE_CONF.replace("PORT", &port))?;
    debug_assert!(STORE_CONF.contains(CERTIFICATE) && STORE_CONF.contains(KEY));
    World::second_network(OUR_END, STORE_END)?;
    if let Some(address) = plain {
        let mut route = programs::command("ip")?;
        let net = format!("{}/32", address.ip());
        run(route.args(["route", "add", &net, "via", &STORE.to_string()]))?.success()?;
        let mut store = programs::command("ip")?;
        run(store.args(["-netns", "second", "address", "add", &net, "dev", "end"]))?.success()?;
    }
    let mut line = vec![site.nginx.program.as_str()];
    line.extend(["-c", "/root/store.conf", "-g", "daemon off;"]);
    site.world.start_in_second(&line)
}

fn passes_on(domain: &str, host: &str, report: &mut Report) -> Result<(), String> {
    let url = format!("https://{domain}{PICTURE}");
    let first = get(&url, &["--header", "Authorization: secret"])?;
    report.expect(first.status == 200 && first.body.starts_with("GET "), || {
        format!("{url} is answered with {} {:?}", first.status, first.body)
    });
    // nginx' $host is without the port.
    let name = host.split(':').next().unwrap_or_default();
    report.expect(first.body.contains(&format!(" {name} ")), || {
        format!("the store is asked as {:?}, it is {name:?}", first.body)
    });
    report.expect(
        first.body.contains(&format!("{PICTURE} auth= connection=\n")),
        || format!("the store is told too much or too little: {:?}", first.body),
    );
    for name in ["set-cookie", "x-amz-request-id"] {
        report.expect(first.header(name).is_empty(), || {
            format!("the store's {name} gets through")
        });
    }
    for (name, value) in [
        ("access-control-allow-origin", "*"),
        ("x-content-type-options", "nosniff"),
    ] {
        let got = first.header(name);
        report.expect(got == value, || {
            format!("media has {name} {got:?}, not {value:?}")
        });
    }
    let policy = first.header("content-security-policy");
    report.expect(policy.contains("default-src 'none'"), || {
        format!("media has the policy {policy:?}")
    });
    let second = get(&url, &[])?;
    let status = second.header("x-cache-status");
    report.expect(status == "HIT", || {
        format!("media asked for twice is a cache {status:?}")
    });
    Ok(())
}

/// The copy's own head says how long it may be used; it is where RUNBOOK.md removes it from.
fn forgets_in_two_days(site: &Site<'_>, report: &mut Report) -> Result<(), String> {
    let mut md5sum = site.world.command("root", "sh")?;
    let key = run(md5sum.args(["-c", &format!("printf %s '{PICTURE}' | md5sum | cut -c 1-32")]))?;
    let key = key.all().trim().to_owned();
    let (Some(last), Some(before)) = (key.get(31..32), key.get(29..31)) else {
        return Err(format!("md5sum: {key:?}"));
    };
    let path = format!("{CACHE}/{last}/{before}/{key}");
    let copy = fs::read(site.world.path(&path)).map_err(|error| format!("{path}: {error}"))?;
    let seconds = |at: usize| {
        let bytes = copy.get(at..at + 8).and_then(|bytes| bytes.try_into().ok());
        bytes.map(i64::from_ne_bytes).ok_or(format!("{path} has no head"))
    };
    let lifetime = seconds(VALID_UNTIL)? - seconds(STORED_AT)?;
    report.expect(lifetime == TWO_DAYS, || {
        format!("the media cache uses a file for {lifetime} seconds without asking the store")
    });
    Ok(())
}

fn refuses(domain: &str, report: &mut Report) -> Result<(), String> {
    let answer = get(&format!("https://{domain}/picture.png"), &["--request", "DELETE"])?;
    report.expect(answer.status == 403 || answer.status == 405, || {
        format!(
            "a DELETE through the media proxy is answered with {}",
            answer.status
        )
    });
    // A listing of the bucket is nobody's business.
    let answer = get(&format!("https://{domain}/"), &[])?;
    report.expect(answer.status != 200, || {
        "the media proxy shows the bucket's root".to_owned()
    });
    Ok(())
}
