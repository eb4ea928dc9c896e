//! The media proxy: a real TLS object store stands in another network, behind a name.

use std::net::{Ipv4Addr, SocketAddr};

use super::backend::name_server;
use super::certificates::{CERTIFICATE, KEY, backends};
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

/// An object store's habits: cookies, its own headers, an answer that names the request.
const STORE_CONF: &str = r#"
user www-data;
pid /run/store.pid;
error_log /var/log/store.log;
events {}
http {
    access_log off;
    server {
        listen 443 ssl;
        ssl_certificate /root/certificate.pem;
        ssl_certificate_key /root/key.pem;
        default_type text/plain;
        add_header Set-Cookie "session=1";
        add_header x-amz-request-id "1";
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

    answer_names(resolver)?;
    let mut store = start_store(site)?;
    let address = SocketAddr::from((STORE, 443));
    store.wait("object store", || std::net::TcpStream::connect(address).is_ok())?;
    passes_on(&domain, &backends(&site.tree), report)?;
    refuses(&domain, report)?;
    Ok(())
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

/// A second nginx in a network of its own, since the first has every port 443 of this one.
fn start_store(site: &Site<'_>) -> Result<Daemon, String> {
    site.world.write("/root/store.conf", STORE_CONF)?;
    debug_assert!(STORE_CONF.contains(CERTIFICATE) && STORE_CONF.contains(KEY));
    World::second_network(OUR_END, STORE_END)?;
    let mut line = vec![site.nginx.program.as_str()];
    line.extend(["-c", "/root/store.conf", "-g", "daemon off;"]);
    site.world.start_in_second(&line)
}

fn passes_on(domain: &str, backends: &[String], report: &mut Report) -> Result<(), String> {
    let url = format!("https://{domain}/cache/media/picture.png");
    let first = get(&url, &["--header", "Authorization: secret"])?;
    report.expect(first.status == 200 && first.body.starts_with("GET "), || {
        format!("{url} is answered with {} {:?}", first.status, first.body)
    });
    report.expect(
        backends
            .iter()
            .any(|host| first.body.contains(&format!(" {host} "))),
        || format!("the store is asked as {:?}, it is {backends:?}", first.body),
    );
    report.expect(
        first
            .body
            .contains("/cache/media/picture.png auth= connection=\n"),
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
