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
            assert!(HostName::parse(text).is_err(), "{text:?}");
            assert!(Login::parse(text).is_err(), "{text:?}");
            assert!(DatabaseName::parse(text).is_err(), "{text:?}");
            assert!(Networks::parse(text).is_err(), "{text:?}");
            assert!(Address::parse(text).is_err(), "{text:?}");
            assert!(Tag::parse(text).is_err(), "{text:?}");
            assert!(ImageName::parse(&format!("a/{text}")).is_err(), "{text:?}");
            assert!(UserName::parse(text).is_err(), "{text:?}");
            assert!(Folder::parse(&format!("/{text}")).is_err(), "{text:?}");
            assert!(
                Repository::parse(&format!("https://a.b/{text}")).is_err(),
                "{text:?}"
            );
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
    fn hosts_are_named_as_their_clients_name_them() {
        assert_eq!(
            HostName::parse("SMTP.example.net").unwrap().as_str(),
            "smtp.example.net"
        );
        for good in ["localhost", "10.0.0.5", "mail"] {
            assert!(HostName::parse(good).is_ok(), "{good:?}");
        }
        for bad in [
            "",
            "a..b",
            "-a",
            "smtp://a.example",
            "a.example:25",
            &"a.".repeat(127),
        ] {
            assert!(HostName::parse(bad).is_err(), "{bad:?}");
        }
    }

    /// PostgreSQL's NAMEDATALEN leaves 63 bytes; PgBouncer takes these characters without quotes (its config.md).
    #[test]
    fn databases_and_roles_have_names_that_pgbouncer_takes_plain() {
        for good in [
            "mastodon_production",
            "Mastodon-1",
            "postgres.project",
            &"a".repeat(63),
        ] {
            assert_eq!(DatabaseName::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", ".a", "a b", "a@b", "a=b", &"a".repeat(64)] {
            assert!(DatabaseName::parse(bad).is_err(), "{bad:?}");
        }
    }

    /// An address, and a key of Amazon's.
    #[test]
    fn logins_keep_their_spelling() {
        for good in ["Admin@a.example", "AKIAIOSFODNN7EXAMPLE", "apikey", "a+b_c-d"] {
            assert_eq!(Login::parse(good).unwrap().as_str(), good);
        }
        for bad in ["", "-a", "@a", "a b", "a:b", "a/b", &"a".repeat(255)] {
            assert!(Login::parse(bad).is_err(), "{bad:?}");
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
    fn networks_are_addresses_with_or_without_the_length_of_a_prefix() {
        let kept = |text: &str| Networks::parse(text).map(|networks| networks.as_str().to_owned());
        assert_eq!(kept("10.0.0.5"), Ok("10.0.0.5".to_owned()));
        assert_eq!(
            kept("173.245.48.0/20, 2400:CB00:0::/32"),
            Ok("173.245.48.0/20,2400:cb00::/32".to_owned())
        );
        assert!(kept("0.0.0.0/0,::/0,10.0.0.1/32,::1/128").is_ok());
        for bad in [
            "",
            ",",
            "10.0.0.5,",
            "10.0.0.0/33",
            "::/129",
            "10.0.0.0/08",
            "10.0.0.0/",
            "10.0.0.0/+8",
            "10.0.0.5 10.0.0.6",
            "10.0.0.5,  10.0.0.6",
            "proxy.example.net",
        ] {
            assert!(kept(bad).is_err(), "{bad:?}");
        }
    }

    #[test]
    fn endpoints_lose_their_scheme_and_keep_their_port() {
        assert_eq!(
            Endpoint::parse("https://s3.example.net/").unwrap().as_str(),
            "s3.example.net"
        );
        assert_eq!(Endpoint::parse("minio:9000").unwrap().as_str(), "minio:9000");
        assert!(Endpoint::parse("minio:0").is_err());
        assert_eq!(Endpoint::parse("Minio:65535").unwrap().as_str(), "minio:65535");
        for port in ["70000", "+80", "080", "", "80:80"] {
            assert!(Endpoint::parse(&format!("minio:{port}")).is_err(), "{port:?}");
        }
    }

    #[test]
    fn images_sources_and_folders_are_plain_names() {
        for good in [
            "ghcr.io/glitch-soc/mastodon",
            "localhost:5000/a",
            "tootsuite/mastodon",
            "a/b_c.d",
        ] {
            assert!(ImageName::parse(good).is_ok(), "{good}");
        }
        for bad in [
            "mastodon", "a/b:v1", "A/b", "a//b", "a/", "/a/b", "a/-b", "a:0/b", "a:b/c", "a/b@c",
        ] {
            assert!(ImageName::parse(bad).is_err(), "{bad}");
        }
        for bad in ["", "-a", "a..b", "a.", "a/b", "a b"] {
            assert!(Tag::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(
            Repository::parse("https://Git.example.org/me/mastodon.git/")
                .unwrap()
                .as_str(),
            "https://git.example.org/me/mastodon.git"
        );
        for bad in [
            "http://a.example/b",
            "https://a.example",
            "https://a.example/",
            "git@a.example:b",
            "https://u@a.example/b",
        ] {
            assert!(Repository::parse(bad).is_err(), "{bad}");
        }
        assert_eq!(Folder::parse("/mnt/media/").unwrap().as_str(), "/mnt/media");
        // Each unit has a /tmp and a /var/tmp of its own.
        for bad in [
            "",
            "/",
            "mnt",
            "/mnt//media",
            "/mnt/..",
            "/mnt/.media",
            "/tmp",
            "/tmp/media",
            "/var/tmp/media",
            "/etc",
            "/etc/mastodon/",
            "/home",
            "/opt/",
            "/root/live",
        ] {
            assert!(Folder::parse(bad).is_err(), "{bad}");
        }
        for good in [
            "/tmpfiles",
            "/mnt",
            "/opt/mastodon",
            "/var/lib/mastodon",
            "/library",
        ] {
            assert!(Folder::parse(good).is_ok(), "{good}");
        }
    }

    /// adduser.conf(5): `NAME_REGEX`, by default `^[a-z][-a-z0-9_]*$`; useradd(8): at most 32 characters.
    #[test]
    fn users_are_those_that_adduser_makes() {
        for good in [
            "mastodon",
            "m",
            "social-2",
            "my_server",
            "rooted",
            &"m".repeat(32),
        ] {
            assert_eq!(UserName::parse(good).unwrap().as_str(), good);
        }
        for bad in [
            "",
            "root",
            "Mastodon",
            "2social",
            "_m",
            "-m",
            "a.b",
            "a b",
            &"m".repeat(33),
        ] {
            assert!(UserName::parse(bad).is_err(), "{bad}");
        }
    }

    /// RFC 1918 has 10/8, 172.16/12 and 192.168/16.
    #[test]
    fn only_private_addresses_are_asked_without_tls() {
        for good in [
            "http://10.0.0.5:9000",
            "http://172.16.0.1",
            "http://172.31.255.255",
            "http://192.168.1.1",
            "http://127.0.0.1:3900",
        ] {
            let endpoint = Endpoint::parse(&format!("{good}/")).unwrap();
            assert_eq!(endpoint.as_str(), good);
            assert_eq!(endpoint.url(), good);
            assert!(endpoint.is_plain_http() && !endpoint.is_at_https_port(), "{good}");
        }
        for bad in [
            "http://minio:9000",
            "http://s3.example.net",
            "http://172.15.0.1",
            "http://172.32.0.1",
            "http://192.0.2.1",
            "http://10.0.0",
            "http://https://10.0.0.5",
            "ftp://10.0.0.5",
        ] {
            assert!(Endpoint::parse(bad).is_err(), "{bad}");
        }
        let secure = Endpoint::parse("https://10.0.0.5:9000").unwrap();
        assert_eq!(secure.as_str(), "10.0.0.5:9000");
        assert_eq!(secure.url(), "https://10.0.0.5:9000");
    }
}
