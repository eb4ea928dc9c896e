//! What each text admits, and what it keeps out.

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
            Email::parse(&format!("{text}@example.social")).is_err() || !text.contains(['$', ';', '%', '\n'])
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
