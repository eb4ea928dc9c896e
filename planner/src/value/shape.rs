//! The shapes of text: each takes what a person typed, and gives it in its one spelling or says what is wrong.
//! `pattern` says the same to others.

use std::net::{IpAddr, Ipv4Addr};

use super::answer::Reason;
use super::punycode;

/// The text as it is kept, or why it is not accepted.
pub(super) type Checked = Result<String, &'static str>;

/// RFC 1035, 2.3.4, without the dot at the end.
const LONGEST_NAME: usize = 253;

/// RFC 5321, 4.5.3.1.1.
const LONGEST_LOCAL_PART: usize = 64;

/// Before an endpoint that is asked without TLS.
pub(super) const PLAIN_HTTP: &str = "http://";
/// Cloudflare's 22 networks take 350 characters. Our judgement.
const LONGEST_LIST: usize = 1000;

/// PostgreSQL's NAMEDATALEN of 64, less the byte that ends it.
const LONGEST_IDENTIFIER: usize = 63;

/// An address is the longest that providers use: RFC 5321, 4.5.3.1.3.
const LONGEST_LOGIN: usize = 254;

/// useradd(8).
const LONGEST_USER: usize = 32;

/// Of the system alone, with all below them: Filesystem Hierarchy Standard 3.0, 3.
const SYSTEMS: [&str; 13] = [
    "bin", "boot", "dev", "etc", "lib", "lib32", "lib64", "libx32", "proc", "root", "run", "sbin", "sys",
];

/// Others that hold much else: what is given to Mastodon is a folder in them.
const SHARED: [&str; 4] = ["home", "opt", "usr", "var"];

/// A domain name as people paste it: as the link to their site, or within an address, `@me@example.social`.
pub(super) fn typed_domain(text: &str) -> Result<String, Reason> {
    let name = after_scheme(text).unwrap_or_else(|| text.strip_suffix('/').unwrap_or(text));
    let name = name.rsplit_once('@').map_or(name, |(_, name)| name);
    if name.is_ascii() || name.len() > LONGEST_NAME {
        return domain_name(name).map_err(Reason::new);
    }
    let ascii = punycode::domain(name).and_then(|ascii| domain_name(&ascii).ok());
    Err(ascii.map_or_else(
        || "has letters that no domain name has; give its xn-- form".into(),
        |ascii| Reason(format!("is written {ascii} in every setting; give it so").into()),
    ))
}

/// The host of a link. Whatever follows it is not looked at.
fn after_scheme(text: &str) -> Option<&str> {
    let (scheme, rest) = text.split_once("://")?;
    let is_of_web = ["http", "https"]
        .iter()
        .any(|known| scheme.eq_ignore_ascii_case(known));
    is_of_web.then(|| rest.split(['/', '?', '#']).next().unwrap_or_default())
}

pub(super) fn domain_name(text: &str) -> Checked {
    if text.len() > LONGEST_NAME {
        return Err("is too long for a domain name");
    }
    let text = text.strip_suffix('.').unwrap_or(text).to_ascii_lowercase();
    if text.is_empty() {
        return Err("is missing");
    }
    if !text.contains('.') {
        return Err("has no dot, so it is no public domain name");
    }
    host_labels(&text)?;
    // RFC 1123, 2.1: the highest label is alphabetic, so that no name reads as an address.
    let last = text.rsplit('.').next().unwrap_or_default();
    match last.as_bytes().first() {
        Some(first) if first.is_ascii_alphabetic() => Ok(text),
        _ => Err("does not end as a domain name does, with letters"),
    }
}

fn host_labels(text: &str) -> Result<(), &'static str> {
    if text.split('.').all(is_label) {
        Ok(())
    } else {
        Err("is not a valid host name")
    }
}

fn is_label(text: &str) -> bool {
    (1..=63).contains(&text.len())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        && !text.starts_with('-')
        && !text.ends_with('-')
}

pub(super) fn label(text: &str) -> Checked {
    let text = text.to_ascii_lowercase();
    if is_label(&text) {
        Ok(text)
    } else {
        Err("is not a valid name")
    }
}

pub(super) fn email(text: &str) -> Checked {
    let (local, domain) = text.split_once('@').ok_or("has no @")?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_+-".contains(&byte);
    // RFC 5322, 3.2.3: dots stand between other characters.
    let is_plain = local
        .split('.')
        .all(|part| !part.is_empty() && part.bytes().all(plain));
    if !is_plain || local.len() > LONGEST_LOCAL_PART || local.starts_with('-') {
        return Err("has a part before the @ that is not plain letters, digits and . _ + -");
    }
    Ok(format!("{local}@{}", domain_name(domain)?))
}

pub(super) fn bucket_name(text: &str) -> Checked {
    let allowed =
        |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-' || byte == b'.';
    if !(3..=63).contains(&text.len()) {
        return Err("is not 3 to 63 characters long");
    }
    if !text.bytes().all(allowed) || !text.split('.').all(is_label) || text.starts_with("xn--") {
        return Err("is not a valid bucket name");
    }
    let is_number = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    if text.split('.').count() == 4 && text.split('.').all(is_number) {
        return Err("reads as an IP address");
    }
    Ok(text.to_owned())
}

pub(super) fn endpoint(text: &str) -> Checked {
    let secure = text.strip_prefix("https://").unwrap_or(text);
    let plain = text.strip_prefix(PLAIN_HTTP);
    let authority = plain.unwrap_or(secure).to_ascii_lowercase();
    let authority = authority.strip_suffix('/').unwrap_or(&authority);
    if authority.contains("://") {
        return Err("has a scheme that is neither https nor http");
    }
    let (host, port) = authority
        .split_once(':')
        .map_or((authority, None), |(host, port)| (host, Some(port)));
    if host.is_empty() || host.len() > LONGEST_NAME {
        return Err("has no host name");
    }
    host_labels(host)?;
    if plain.is_some() && !is_private(host) {
        return Err("is asked by http, which is only for addresses in a private network");
    }
    if port.is_none_or(is_port) {
        let scheme = plain.map_or("", |_| PLAIN_HTTP);
        Ok(format!("{scheme}{authority}"))
    } else {
        Err("has a port that is not between 1 and 65535")
    }
}

/// RFC 1918, and the host's own loopback: what is said there does not cross the internet.
fn is_private(host: &str) -> bool {
    host.parse::<Ipv4Addr>()
        .is_ok_and(|address| address.is_private() || address.is_loopback())
}

/// Letters and digits, with single marks between them.
fn is_plain_name(text: &str, is_allowed: impl Fn(u8) -> bool) -> bool {
    text.split(['.', '_', '-'])
        .all(|part| !part.is_empty() && part.bytes().all(&is_allowed))
}

fn is_lower_or_digit(byte: u8) -> bool {
    byte.is_ascii_lowercase() || byte.is_ascii_digit()
}

pub(super) fn image_name(text: &str) -> Checked {
    let (first, path) = text.split_once('/').ok_or("has no name behind its registry")?;
    let host = match first.split_once(':') {
        Some((host, port)) if is_port(port) => host,
        Some(_) => return Err("has a port that is not between 1 and 65535"),
        None => first,
    };
    let mut parts = path.split('/').chain([host]);
    if text.len() <= 200 && parts.all(|part| is_plain_name(part, is_lower_or_digit)) {
        Ok(text.to_owned())
    } else {
        Err("is not the name of an image")
    }
}

pub(super) fn tag(text: &str) -> Checked {
    if text.len() <= 128 && is_plain_name(text, |byte| byte.is_ascii_alphanumeric()) {
        Ok(text.to_owned())
    } else {
        Err("is not a tag")
    }
}

pub(super) fn repository(text: &str) -> Checked {
    let rest = text
        .strip_prefix("https://")
        .ok_or("does not begin with https://")?;
    let (host, path) = rest.split_once('/').ok_or("has no path")?;
    let path = path.strip_suffix('/').unwrap_or(path);
    if text.len() <= 400 && is_path(path) {
        Ok(format!("https://{}/{path}", domain_name(host)?))
    } else {
        Err("is not the address of a source")
    }
}

pub(super) fn folder(text: &str) -> Checked {
    let path = text.strip_prefix('/').ok_or("does not begin with /")?;
    let path = path.strip_suffix('/').unwrap_or(path);
    let is_temporary = ["tmp", "var/tmp"].iter().any(|folder| {
        path.strip_prefix(folder)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    });
    if is_temporary {
        return Err("is where each unit of systemd sees files of its own");
    }
    let first = path.split('/').next().unwrap_or(path);
    if SYSTEMS.contains(&first) || SHARED.contains(&path) {
        return Err("is a folder of the system's own");
    }
    if text.len() <= 200 && is_path(path) {
        Ok(format!("/{path}"))
    } else {
        Err("is not a plain absolute path")
    }
}

pub(super) fn user_name(text: &str) -> Checked {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"_-".contains(&byte);
    let begins = text.starts_with(|first: char| first.is_ascii_lowercase());
    if text == "root" {
        Err("is the administrator, as whom Mastodon must not run")
    } else if begins && text.len() <= LONGEST_USER && text.bytes().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err("is not a plain name")
    }
}

/// Names that hide nothing and lead nowhere else.
fn is_path(text: &str) -> bool {
    text.split('/').all(|name| {
        name.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_')
            && name
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"._-".contains(&byte))
    })
}

/// A sign or a zero in front is no way to write a port.
fn is_port(text: &str) -> bool {
    text.starts_with(|first| matches!(first, '1'..='9')) && text.parse::<u16>().is_ok()
}

pub(super) fn host_name(text: &str) -> Checked {
    let text = text.to_ascii_lowercase();
    if text.is_empty() || text.len() > LONGEST_NAME {
        return Err("is not a host name");
    }
    host_labels(&text)?;
    Ok(text)
}

pub(super) fn login(text: &str) -> Checked {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"._+@-".contains(&byte);
    let begins = text.starts_with(|first: char| first.is_ascii_alphanumeric());
    if begins && text.len() <= LONGEST_LOGIN && text.bytes().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err("is not a plain name")
    }
}

pub(super) fn database_name(text: &str) -> Checked {
    let allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let begins = text.starts_with(|first: char| first.is_ascii_alphanumeric() || first == '_');
    if begins && text.len() <= LONGEST_IDENTIFIER && text.bytes().all(allowed) {
        Ok(text.to_owned())
    } else {
        Err("is not a plain name")
    }
}

pub(super) fn networks(text: &str) -> Checked {
    if text.len() > LONGEST_LIST {
        return Err("is too long");
    }
    let parts = text.split(',').enumerate();
    let networks: Result<Vec<_>, _> = parts
        // People write a blank behind a comma.
        .map(|(place, part)| part.strip_prefix(' ').filter(|_| place > 0).unwrap_or(part))
        .map(network)
        .collect();
    Ok(networks?.join(","))
}

fn network(text: &str) -> Checked {
    let Some((ip, length)) = text.split_once('/') else {
        return address(text);
    };
    let ip = address(ip)?;
    let longest = if ip.contains(':') { 128 } else { 32 };
    let is_plain = length == "0" || length.starts_with(|first| matches!(first, '1'..='9'));
    match length.parse::<u8>() {
        Ok(length) if is_plain && length <= longest => Ok(format!("{ip}/{length}")),
        _ => Err("has a network whose prefix is too long or no number"),
    }
}

pub(super) fn address(text: &str) -> Checked {
    // An IPv4 address within an IPv6 one is no address of a host.
    let is_mixed = text.contains(':') && text.contains('.');
    match text.parse::<IpAddr>() {
        Ok(address) if !is_mixed => Ok(address.to_string()),
        _ => Err("is not an IP address"),
    }
}
