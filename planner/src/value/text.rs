//! Text that users give, admitted only in shapes that no file format can misread.
//!
//! None of these types can hold a space, quote, `$`, `;`, `%`, `{`, `#`, backslash or line break.

use std::fmt;

use super::answer::{Answer, Reason};
use super::kind::Kind;
use super::{pattern, shape};

macro_rules! texts {
    ($($(#[$doc:meta])* $name:ident($check:path, $longest:literal, $pattern:expr) = $shape:literal;)+) => {$(
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
                    pattern: $pattern,
                }
            }

            pub fn parse(text: &str) -> Result<Self, Reason> {
                let text = text.trim();
                $check(text).map(Self).map_err(Reason::from)
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
    DomainName(shape::typed_domain, 253, pattern::DOMAIN) = "a domain name such as example.social, at most 253 characters";
    /// One label: the name of a host or of a region.
    Label(shape::label, 63, pattern::LABEL) = "letters, digits and hyphens, at most 63 characters";
    /// The plain form of an address that every mail program accepts.
    Email(shape::email, 318, pattern::EMAIL) = "an address such as admin@example.social";
    /// By the rules of Amazon S3 that the compatible stores share.
    BucketName(shape::bucket_name, 63, pattern::BUCKET) = "3 to 63 lower-case letters, digits, dots and hyphens";
    /// A host and an optional port.
    Endpoint(shape::endpoint, 268, pattern::ENDPOINT) = "a host name, with :port if it needs one, such as s3.example.net or minio:9000";
    /// An IPv4 or IPv6 address.
    Address(shape::address, 39, pattern::ADDRESS) = "an IP address such as 10.0.0.2";
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

    /// Whether it is asked where every https server is.
    pub(crate) fn is_at_https_port(&self) -> bool {
        self.0.split_once(':').is_none_or(|(_, port)| port == "443")
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
            "a.0x10",
            "a.example..",
            "bücher.example",
            "ftp://a.example",
            "a.example/about",
            "https://a.example:8443",
            "https://",
            "@",
        ] {
            assert!(DomainName::parse(bad).is_err(), "{bad:?}");
        }
        assert!(DomainName::parse(&format!("{}.example", "a".repeat(63))).is_ok());
        assert!(DomainName::parse(&format!("{}.example", "a".repeat(64))).is_err());
    }

    #[test]
    fn a_domain_is_understood_within_links_and_addresses() {
        for text in [
            "https://toot.example/",
            "HTTP://Toot.Example",
            "https://toot.example/about?x=1#y",
            "toot.example/",
            "@me@toot.example",
            "me@toot.example",
            "https://toot.example./@me",
        ] {
            assert_eq!(
                DomainName::parse(text).unwrap().as_str(),
                "toot.example",
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_name_in_other_letters_is_told_its_form_in_ascii() {
        let why = |text| DomainName::parse(text).unwrap_err().to_string();
        assert_eq!(
            why("München.social"),
            "is written xn--mnchen-3ya.social in every setting; give it so"
        );
        // The combining diaeresis, which must be one letter with its u before it is encoded.
        for text in ["mu\u{308}nchen.social", "tööt", "a b.söcial"] {
            assert_eq!(
                why(text),
                "has letters that no domain name has; give its xn-- form",
                "{text:?}"
            );
        }
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
    fn mail_goes_to_plain_addresses() {
        for good in [
            "admin@a.example",
            "a.b+c_d-e@a.example",
            "1@a.example",
            &format!("{}@a.example", "a".repeat(64)),
        ] {
            assert!(Email::parse(good).is_ok(), "{good:?}");
        }
        for bad in [
            "a",
            "@a.example",
            ".@a.example",
            "a..b@a.example",
            "a.@a.example",
            "-a@a.example",
            "a@b@a.example",
            "a@localhost",
            &format!("{}@a.example", "a".repeat(65)),
        ] {
            assert!(Email::parse(bad).is_err(), "{bad:?}");
        }
    }

    /// Amazon's rules for general purpose buckets; that no hyphen is beside a dot is MinIO's.
    #[test]
    fn buckets_have_names_that_every_store_takes() {
        for good in ["media", "a-b.c", "123", "1.2.3.4.5"] {
            assert!(BucketName::parse(good).is_ok(), "{good:?}");
        }
        for bad in [
            "ab",
            "Media",
            "a_b",
            "-ab",
            "a.-b",
            "a..b",
            "192.168.5.4",
            "xn--a",
            &"a".repeat(64),
        ] {
            assert!(BucketName::parse(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn addresses_are_written_in_one_way() {
        assert_eq!(Address::parse("2001:DB8:0::1").unwrap().as_str(), "2001:db8::1");
        for bad in [
            "010.0.0.2",
            "10.0.0",
            "::ffff:10.0.0.2",
            "fe80::1%eth0",
            "1::2::3",
        ] {
            assert!(Address::parse(bad).is_err(), "{bad:?}");
        }
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
        assert_eq!(Endpoint::parse("Minio:65535").unwrap().as_str(), "minio:65535");
        for port in ["70000", "+80", "080", "", "80:80"] {
            assert!(Endpoint::parse(&format!("minio:{port}")).is_err(), "{port:?}");
        }
    }
}
