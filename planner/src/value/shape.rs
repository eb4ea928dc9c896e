//! The shapes of text: each takes what a person typed, and gives it in its one spelling or says what is wrong.
//! `pattern` says the same to others.

use std::net::IpAddr;

use super::answer::Reason;
use super::punycode;

/// The text as it is kept, or why it is not accepted.
pub(super) type Checked = Result<String, &'static str>;

/// RFC 1035, 2.3.4, without the dot at the end.
const LONGEST_NAME: usize = 253;

/// RFC 5321, 4.5.3.1.1.
const LONGEST_LOCAL_PART: usize = 64;

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
    let text = text.strip_prefix("https://").unwrap_or(text).to_ascii_lowercase();
    let text = text.strip_suffix('/').unwrap_or(&text).to_owned();
    if text.contains("://") {
        return Err("has a scheme other than https");
    }
    let (host, port) = text
        .split_once(':')
        .map_or((text.as_str(), None), |(host, port)| (host, Some(port)));
    if host.is_empty() || host.len() > LONGEST_NAME {
        return Err("has no host name");
    }
    host_labels(host)?;
    // A sign or a zero in front is no way to write a port.
    let is_port =
        |port: &str| port.starts_with(|first| matches!(first, '1'..='9')) && port.parse::<u16>().is_ok();
    if port.is_none_or(is_port) {
        Ok(text)
    } else {
        Err("has a port that is not between 1 and 65535")
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
