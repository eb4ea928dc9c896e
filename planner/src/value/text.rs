//! Text that users give, admitted only in shapes that no file format can misread.
//!
//! None of these types can hold a space, quote, `$`, `;`, `%`, `{`, `#`, backslash or line break.

use std::fmt;
use std::net::Ipv4Addr;

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
    /// A host and an optional port. Where it begins with `http://`, without TLS.
    Endpoint(shape::endpoint, 268, pattern::ENDPOINT) = "a host name, with :port if it needs one, such as s3.example.net or minio:9000; http:// only before a private address, such as http://10.0.0.5:9000";
    /// A container image without its tag, by the grammar of Docker's references.
    ImageName(shape::image_name, 200, pattern::IMAGE) = "an image without its tag, such as ghcr.io/mastodon/mastodon";
    /// A tag of an image, or a tag or branch of a source.
    Tag(shape::tag, 128, pattern::TAG) = "a tag such as v4.6.5: letters and digits, with single . _ or - between them";
    /// A source that git clones.
    Repository(shape::repository, 400, pattern::REPOSITORY) = "an https address such as https://github.com/mastodon/mastodon";
    /// An absolute path.
    Folder(shape::folder, 200, pattern::FOLDER) = "an absolute path such as /mnt/media, of letters, digits and . _ -, not in /tmp or a folder of the system's own";
    /// A user of the system, as Debian's `adduser` makes them (`NAME_REGEX` in its `adduser.conf`), with at most the letters that
    /// `useradd` takes.
    UserName(shape::user_name, 32, pattern::USER_NAME) = "a lower-case letter, then lower-case letters, digits, _ and -, at most 32 characters; not root";
    /// A host as its clients name it: a public name, one of a private network, or an IPv4 address.
    HostName(shape::host_name, 253, pattern::HOST_NAME) = "a host name such as smtp.example.net or localhost";
    /// The name of an account with another service, in its own spelling.
    Login(shape::login, 254, pattern::LOGIN) = "letters, digits and . _ + @ -, at most 254 characters";
    /// The name of a database or of a role, in its own spelling.
    DatabaseName(shape::database_name, 63, pattern::DATABASE_NAME) = "letters, digits and _ . -, at most 63 characters";
    /// IPv4 and IPv6 addresses and networks, with commas between.
    Networks(shape::networks, 1000, pattern::NETWORKS) = "IP addresses or networks with commas between, such as 10.0.0.5,2001:db8::/32";
    /// An IPv4 or IPv6 address.
    Address(shape::address, 39, pattern::ADDRESS) = "an IP address such as 10.0.0.2";
}

impl DomainName {
    /// The domain in examples, and of a Spec that has none yet.
    pub(crate) fn example() -> Self {
        Self("example.social".to_owned())
    }
}

impl UserName {
    /// docs.joinmastodon.org, Installing from source.
    pub(crate) fn of_the_guide() -> Self {
        Self("mastodon".to_owned())
    }
}

impl Label {
    /// The name of a host that was given none.
    pub(crate) fn main() -> Self {
        Self("main".to_owned())
    }
}

impl DatabaseName {
    /// As Mastodon calls its database.
    pub(crate) fn mastodons_own() -> Self {
        Self("mastodon_production".to_owned())
    }

    /// As Mastodon calls the role that owns it.
    pub(crate) fn of_the_role() -> Self {
        Self("mastodon".to_owned())
    }
}

impl Networks {
    pub(crate) fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.split(',')
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

    /// Whether it is asked without TLS, in a private network.
    pub fn is_plain_http(&self) -> bool {
        self.0.starts_with(shape::PLAIN_HTTP)
    }

    /// Host and port, without a scheme.
    pub fn authority(&self) -> &str {
        self.0.strip_prefix(shape::PLAIN_HTTP).unwrap_or(&self.0)
    }

    /// Without the port.
    pub fn host(&self) -> &str {
        self.authority().split(':').next().unwrap_or_default()
    }

    pub fn url(&self) -> String {
        let scheme = if self.is_plain_http() { "http" } else { "https" };
        format!("{scheme}://{}", self.authority())
    }

    /// Whether it is asked where every https server is.
    pub(crate) fn is_at_https_port(&self) -> bool {
        let port = self.authority().split_once(':').map(|(_, port)| port);
        !self.is_plain_http() && port.is_none_or(|port| port == "443")
    }

    /// Whether only the host itself reaches it.
    pub(crate) fn is_loopback(&self) -> bool {
        self.host()
            .parse::<Ipv4Addr>()
            .is_ok_and(|address| address.is_loopback())
    }
}

#[cfg(test)]
mod tests;
