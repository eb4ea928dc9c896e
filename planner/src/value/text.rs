//! Text that users give, admitted only in shapes that no file format can misread.
//!
//! None of these types can hold a space, quote, `$`, `;`, `%`, `{`, `#`, backslash or line break.

use std::fmt;

use super::answer::{Answer, Reason};
use super::kind::Kind;

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($check:path, $longest:literal) = $shape:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name(String);

        impl $name {
            /// What a field for it accepts; `example` is one that its users know.
            pub(crate) const fn kind(example: &'static str) -> Kind {
                Kind::Text {
                    shape: $shape,
                    example,
                    longest: $longest,
                }
            }

            pub fn parse(text: &str) -> Result<Self, Reason> {
                let text = text.trim();
                $check(text).map(Self).map_err(Reason)
            }

            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl Answer for $name {
            fn read(text: &str, _: &Kind) -> Result<Self, Reason> {
                Self::parse(text)
            }

            fn text(&self) -> String {
                self.0.clone()
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }
    )+};
}

texts! {
    /// A public host name: labels of letters, digits and hyphens, at least one dot, lower case.
    /// Names in other scripts are given in their `xn--` form.
    DomainName(domain_name, 253) = "a domain name such as example.social, at most 253 characters";
    /// One label: the name of a host or of a region.
    Label(label, 63) = "letters, digits and hyphens, at most 63 characters";
    /// The plain form of an address that every mail program accepts.
    Email(email, 320) = "an address such as admin@example.social";
    /// By the rules of Amazon S3, which the compatible stores share.
    BucketName(bucket_name, 63) = "3 to 63 lower-case letters, digits, dots and hyphens";
    /// A host and an optional port, without a scheme.
    Endpoint(endpoint, 260) = "a host name, with :port if it needs one, such as s3.example.net or minio:9000";
    /// An IPv4 or IPv6 address.
    Address(address, 45) = "an IP address such as 10.0.0.2";
}

type Checked = Result<String, &'static str>;

fn domain_name(text: &str) -> Checked {
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

fn label(text: &str) -> Checked {
    let text = text.to_ascii_lowercase();
    if is_label(&text) {
        Ok(text)
    } else {
        Err("is not a valid name")
    }
}

fn email(text: &str) -> Checked {
    let (local, domain) = text.split_once('@').ok_or("has no @")?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+-".contains(&byte);
    if local.is_empty() || local.len() > 64 || !local.bytes().all(plain) || local.starts_with('-') {
        return Err("has a part before the @ that is not plain letters, digits and . _ + -");
    }
    Ok(format!("{local}@{}", domain_name(domain)?))
}

fn bucket_name(text: &str) -> Checked {
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

fn endpoint(text: &str) -> Checked {
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

fn address(text: &str) -> Checked {
    text.parse::<std::net::IpAddr>()
        .map(|address| address.to_string())
        .map_err(|_| "is not an IP address")
}

impl DomainName {
    /// The domain in examples, and of a Spec that has none yet.
    pub(crate) fn example() -> Self {
        Self("example.social".to_owned())
    }
}

impl Label {
    /// The name of a host that was given none.
    pub(crate) fn main() -> Self {
        Self("main".to_owned())
    }
}

impl Address {
    /// Of the host itself.
    pub fn loopback() -> Self {
        Self("127.0.0.1".to_owned())
    }
}

impl Endpoint {
    /// Stands for an endpoint while somebody is still typing theirs.
    pub(crate) fn example() -> Self {
        Self("s3.example.net".to_owned())
    }

    /// Without the port.
    pub fn host(&self) -> &str {
        self.0.split(':').next().unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn domain_names_are_lowered_and_checked() {
        assert_eq!(
            DomainName::parse(" Example.Social. ").unwrap().as_str(),
            "example.social"
        );
        assert_eq!(
            DomainName::parse("xn--bcher-kva.example").unwrap().as_str(),
            "xn--bcher-kva.example"
        );
        for bad in [
            "",
            "localhost",
            "a..b",
            "-a.b",
            "a-.b",
            "a b.c",
            "192.0.2.1",
            "bücher.example",
        ] {
            assert!(DomainName::parse(bad).is_err(), "{bad:?}");
        }
        assert!(DomainName::parse(&format!("{}.example", "a".repeat(63))).is_ok());
        assert!(DomainName::parse(&format!("{}.example", "a".repeat(64))).is_err());
    }

    #[test]
    fn no_text_can_leave_its_place_in_a_file() {
        let hostile = [
            "a.b;", "a.b'", "a.b\"", "a.b$x", "a.b\nx", "a.b%i", "a.b{{x}}", "a.b#", "a.b\\", "a.b`id`",
            "a.b/../c",
        ];
        for text in hostile {
            assert!(DomainName::parse(text).is_err(), "{text:?}");
            assert!(Label::parse(text).is_err(), "{text:?}");
            assert!(BucketName::parse(text).is_err(), "{text:?}");
            assert!(Endpoint::parse(text).is_err(), "{text:?}");
            assert!(Address::parse(text).is_err(), "{text:?}");
            assert!(Email::parse(&format!("admin@{text}")).is_err(), "{text:?}");
            assert!(
                Email::parse(&format!("{text}@example.social")).is_err()
                    || !text.contains(['$', ';', '%', '\n'])
            );
        }
        assert!(Email::parse("a$b@example.social").is_err());
    }

    #[test]
    fn endpoints_lose_their_scheme_and_keep_their_port() {
        assert_eq!(
            Endpoint::parse("https://s3.example.net/").unwrap().as_str(),
            "s3.example.net"
        );
        assert_eq!(Endpoint::parse("minio:9000").unwrap().as_str(), "minio:9000");
        assert!(Endpoint::parse("http://minio:9000").is_err());
        assert!(Endpoint::parse("minio:0").is_err());
        assert!(Endpoint::parse("minio:70000").is_err());
    }
}
