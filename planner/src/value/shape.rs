//! The shapes of text: each takes what a person typed, and gives it in its one spelling or says what is wrong.

/// The text as it is kept, or why it is not accepted.
pub(super) type Checked = Result<String, &'static str>;

pub(super) fn domain_name(text: &str) -> Checked {
    let text = text.trim_end_matches('.').to_ascii_lowercase();
    if text.is_empty() {
        return Err("is missing");
    }
    if text.len() > 253 {
        return Err("is too long for a domain name");
    }
    if !text.contains('.') {
        return Err("has no dot, so it is no public domain name");
    }
    let last = text.rsplit('.').next().unwrap_or_default();
    if last.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err("is an address, not a domain name");
    }
    host_labels(&text)?;
    Ok(text)
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
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte);
    if local.is_empty() || local.len() > 64 || !local.bytes().all(plain) || local.starts_with('-') {
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
    if !text.bytes().all(allowed)
        || text.contains("..")
        || text.starts_with(['-', '.'])
        || text.ends_with(['-', '.'])
    {
        return Err("is not a valid bucket name");
    }
    Ok(text.to_owned())
}

pub(super) fn endpoint(text: &str) -> Checked {
    let text = text
        .strip_prefix("https://")
        .unwrap_or(text)
        .trim_end_matches('/')
        .to_ascii_lowercase();
    if text.contains("://") {
        return Err("has a scheme other than https");
    }
    let (host, port) = text
        .split_once(':')
        .map_or((text.as_str(), None), |(host, port)| (host, Some(port)));
    if host.is_empty() || host.len() > 253 {
        return Err("has no host name");
    }
    host_labels(host)?;
    match port.map(str::parse::<u16>) {
        None => Ok(text),
        Some(Ok(port)) if port > 0 => Ok(format!("{host}:{port}")),
        Some(_) => Err("has a port that is not between 1 and 65535"),
    }
}

pub(super) fn address(text: &str) -> Checked {
    text.parse::<std::net::IpAddr>()
        .map(|address| address.to_string())
        .map_err(|_| "is not an IP address")
}
