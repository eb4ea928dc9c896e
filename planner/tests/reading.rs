//! Reading a Spec: everything that is wrong is said at once, with field, value and limit.

use planner::problem::Problem;
use planner::{Raw, Spec};

fn read(pairs: &[(&str, &str)]) -> Result<Spec, Vec<Problem>> {
    Spec::read(&pairs.iter().copied().collect::<Raw>())
}

fn paths(pairs: &[(&str, &str)]) -> Vec<String> {
    read(pairs).map_or_else(
        |problems| {
            problems
                .into_iter()
                .map(|problem| problem.about.to_string())
                .collect()
        },
        |_| Vec::new(),
    )
}

#[test]
fn a_domain_is_enough() {
    let spec = read(&[("site.domain", "Example.Social")]).expect("a whole Spec");
    assert_eq!(spec.site.domain.as_str(), "example.social");
    assert_eq!(
        (spec.host().cores, spec.host().memory.to_string().as_str()),
        (2, "4 GiB")
    );
}

#[test]
fn nothing_at_all_misses_the_domain_only() {
    assert_eq!(paths(&[]), ["site.domain"]);
}

#[test]
fn every_problem_is_said_at_once() {
    let problems = read(&[
        ("site.domain", "not a domain"),
        ("hosts.0.cores", "0"),
        ("hosts.0.memory", "lots"),
        ("mastodon", "5.0"),
        ("storage.kind", "nfs"),
        ("hosts.0.corse", "4"),
    ])
    .expect_err("six problems");
    let paths: Vec<_> = problems.iter().map(|problem| problem.about.to_string()).collect();
    for path in [
        "site.domain",
        "hosts.0.cores",
        "hosts.0.memory",
        "mastodon",
        "storage.kind",
        "hosts.0.corse",
    ] {
        assert!(paths.iter().any(|known| known == path), "{path} in {paths:?}");
    }
    let cores = problems
        .iter()
        .find(|problem| problem.about.to_string() == "hosts.0.cores")
        .expect("a problem");
    assert_eq!(
        (cores.value.as_str(), cores.message.as_str()),
        ("0", "is too small")
    );
    assert_eq!(cores.limit, "a whole number from 1 to 1024 cores");
    assert_eq!(
        cores.to_string(),
        "hosts.0.cores: \"0\" is too small (a whole number from 1 to 1024 cores)"
    );
}

#[test]
fn a_misspelt_field_is_no_silence() {
    let problems =
        read(&[("site.domain", "example.social"), ("load.activ_users", "5")]).expect_err("one problem");
    assert_eq!(problems[0].limit, "did you mean load.active_users?");
}

#[test]
fn object_storage_needs_its_bucket_and_region() {
    assert_eq!(
        paths(&[("site.domain", "example.social"), ("storage.kind", "s3")]),
        ["storage.bucket", "storage.region"]
    );
    assert_eq!(
        paths(&[
            ("site.domain", "example.social"),
            ("storage.kind", "s3"),
            ("storage.provider", "minio")
        ]),
        ["storage.bucket", "storage.endpoint"]
    );
}

#[test]
fn the_media_domain_is_not_the_sites_own() {
    assert_eq!(
        paths(&[
            ("site.domain", "example.social"),
            ("storage.kind", "s3"),
            ("storage.bucket", "media"),
            ("storage.region", "eu-central-1"),
            ("storage.media_domain", "example.social"),
        ]),
        ["storage.media_domain"]
    );
}

/// RFC 8314 has implicit TLS on 465; RFC 6409 and 5321 have 587 and 25, where a session begins in plain text.
#[test]
fn a_mail_port_and_an_encryption_that_do_not_go_together_are_named_both() {
    let mail = |port, tls| {
        said(&[
            ("site.domain", "example.social"),
            ("mail.server", "smtp.example.net"),
            ("mail.port", port),
            ("mail.tls", tls),
        ])
    };
    let implicit_port = "does not go with mail.port 465, which speaks TLS from the first byte";
    assert_eq!(
        mail("465", ""),
        [format!("mail.tls: \"starttls\" {implicit_port}")]
    );
    assert_eq!(
        mail("465", "none"),
        [format!("mail.tls: \"none\" {implicit_port}")]
    );
    let plain_port = "mail.tls: \"implicit\" does not go with mail.port 587 or 25, which begin without TLS";
    assert_eq!(mail("587", "implicit"), [plain_port]);
    assert_eq!(mail("25", "implicit"), [plain_port]);
    for (port, tls) in [
        ("465", "implicit"),
        ("587", "starttls"),
        ("25", "starttls"),
        ("25", "none"),
        ("2525", "starttls"),
        ("2525", "implicit"),
    ] {
        assert_eq!(mail(port, tls), [""; 0], "{port} {tls}");
    }
}

#[test]
fn a_database_elsewhere_has_a_host_and_a_limit() {
    let site = ("site.domain", "example.social");
    let elsewhere = ("database.place", "elsewhere");
    assert_eq!(
        paths(&[site, elsewhere]),
        ["database.host", "database.connections"]
    );
    let here = "is this host, and the database is said to be elsewhere";
    assert_eq!(
        said(&[
            site,
            elsewhere,
            ("database.host", "localhost"),
            ("database.connections", "25")
        ]),
        [format!("database.host: \"localhost\" {here}")]
    );
}

/// baryonic.dev: a site behind an address translation answered 429, since all visitors had one address.
#[test]
fn a_proxy_in_front_has_addresses() {
    let site = ("site.domain", "example.social");
    assert_eq!(paths(&[site, ("proxy.kind", "ends-tls")]), ["proxy.addresses"]);
    assert_eq!(paths(&[site, ("proxy.kind", "none")]), [""; 0]);
}

#[test]
fn what_stays_out_is_refused_with_its_reason() {
    for (field, wish, reason) in [
        ("run", "kubernetes", "Mastodon's own chart"),
        ("run", "podman", "memory is short"),
        ("distribution", "nixos", "services.mastodon"),
        ("distribution", "RHEL", "SELinux"),
        ("distribution", "debian-11", "too old"),
        ("options.redis", "sentinel", "three hosts"),
        ("proxy.kind", "caddy", "docs/another-web-server.md"),
        ("proxy.kind", "cloudflare", "Full, strict"),
        ("storage.kind", "nfs", "hachyderm.io"),
    ] {
        let said = said(&[("site.domain", "example.social"), (field, wish)]);
        assert!(
            said.len() == 1 && said[0].contains(reason),
            "{field}: {wish}: {said:?}"
        );
    }
}

/// What is at localhost in a container is the container.
#[test]
fn containers_reach_no_mail_server_at_localhost() {
    let mail = |run| {
        paths(&[
            ("site.domain", "example.social"),
            ("run", run),
            ("mail.server", "localhost"),
        ])
    };
    assert_eq!(mail("compose"), ["mail.server"]);
    assert_eq!(mail("systemd"), [""; 0]);
}

/// `path: value message` of each.
fn said(pairs: &[(&str, &str)]) -> Vec<String> {
    let problems = read(pairs).err().unwrap_or_default();
    problems
        .iter()
        .map(|problem| format!("{}: {:?} {}", problem.about, problem.value, problem.message))
        .collect()
}

/// A site whose pages are at `social.a.example`, with a MinIO.
fn with_minio(more: &[(&str, &str)]) -> Vec<String> {
    let mut pairs = vec![
        ("site.domain", "a.example"),
        ("site.web_domain", "social.a.example"),
        ("storage.kind", "s3"),
        ("storage.provider", "minio"),
        ("storage.bucket", "media"),
        ("storage.endpoint", "s3.a.example"),
    ];
    for (path, text) in more {
        pairs.retain(|(known, _)| known != path);
        pairs.push((path, text));
    }
    said(&pairs)
}

#[test]
fn each_name_is_one_servers() {
    let none: [&str; 0] = [];
    let (media, endpoint, proxy) = ("storage.media_domain", "storage.endpoint", "storage.media_proxy");
    assert_eq!(
        with_minio(&[(media, "a.example")]),
        ["storage.media_domain: \"a.example\" is the name of the site itself"]
    );
    assert_eq!(
        with_minio(&[(media, "social.a.example")]),
        ["storage.media_domain: \"social.a.example\" is the name of the web pages themselves"]
    );
    assert_eq!(with_minio(&[(media, "files.a.example"), (proxy, "true")]), none);
    assert_eq!(
        with_minio(&[(media, "s3.a.example"), (proxy, "true")]),
        ["storage.endpoint: \"s3.a.example\" is the name of the media proxy, which would ask itself"]
    );
    // Without a proxy the store answers under this name itself; with a port it is no server of ours.
    assert_eq!(with_minio(&[(media, "s3.a.example")]), none);
    assert_eq!(
        with_minio(&[
            (media, "s3.a.example"),
            (proxy, "true"),
            (endpoint, "s3.a.example:9000")
        ]),
        none
    );
    for name in ["a.example", "social.a.example", "https://Social.a.example:443/"] {
        assert_eq!(
            with_minio(&[(endpoint, name)]),
            [format!(
                "storage.endpoint: {name:?} is the name of the site, where nginx answers and no store"
            )]
        );
    }
    assert_eq!(with_minio(&[(endpoint, "a.example:9000")]), none);
}

/// Cloudflare's documentation, R2, Public buckets; Garage's, Exposing buckets as websites.
#[test]
fn stores_that_want_a_key_are_read_where_they_need_none() {
    let none: [&str; 0] = [];
    let media = ("storage.media_domain", "files.example.net");
    let proxy = ("storage.media_proxy", "true");
    let r2 = ("storage.provider", "cloudflare-r2");
    assert_eq!(with_minio(&[r2, media]), none);
    let refused = with_minio(&[r2, media, proxy]);
    assert_eq!(refused.len(), 1, "{refused:?}");
    assert!(
        refused[0].starts_with("storage.media_proxy: \"true\" cannot stand before Cloudflare R2"),
        "{refused:?}"
    );
    let needs_domain = [
        "storage.media_domain: \"\" is missing: Cloudflare R2, Garage, a store in a private network and a \
                         media proxy need one",
    ];
    assert_eq!(with_minio(&[r2]), needs_domain);

    let garage = ("storage.provider", "garage");
    let web = ("storage.web_endpoint", "http://10.0.0.5:3902");
    assert_eq!(with_minio(&[garage]), needs_domain);
    assert_eq!(with_minio(&[garage, media]), none);
    assert_eq!(
        with_minio(&[garage, media, proxy]),
        [
            "storage.web_endpoint: \"\" is missing: the media proxy reads from Garage's web endpoint, since its S3 endpoint \
          wants a key"
        ]
    );
    assert_eq!(with_minio(&[garage, media, proxy, web]), none);
    assert_eq!(
        with_minio(&[
            garage,
            media,
            proxy,
            ("storage.web_endpoint", "files.example.net")
        ]),
        [
            "storage.web_endpoint: \"files.example.net\" is the name of the media proxy, which would ask itself"
        ]
    );

    let private = ("storage.endpoint", "http://10.0.0.5:9000");
    assert_eq!(with_minio(&[private]), needs_domain);
    assert_eq!(with_minio(&[private, media, proxy]), none);
    let loopback = ("storage.endpoint", "http://127.0.0.1:9000");
    assert_eq!(with_minio(&[loopback, media, proxy]), none);
    assert_eq!(
        with_minio(&[loopback, media, proxy, ("run", "compose")]),
        [
            "storage.endpoint: \"http://127.0.0.1:9000\" is the host's own loopback, which containers do not reach"
        ]
    );
}

/// packages.debian.org and packages.ubuntu.com, November 2026: valkey-server is in trixie and noble, not in bookworm and jammy.
#[test]
fn valkey_is_refused_where_no_package_has_it() {
    let with = |distribution, run| {
        said(&[
            ("site.domain", "a.example"),
            ("options.redis_program", "valkey"),
            ("distribution", distribution),
            ("run", run),
        ])
    };
    for distribution in ["debian-12", "ubuntu-22.04"] {
        assert_eq!(
            with(distribution, "systemd"),
            [
                "options.redis_program: \"valkey\" has no package in this distribution: Debian 13 and Ubuntu 24.04 have one"
            ]
        );
        assert_eq!(with(distribution, "compose"), [""; 0]);
    }
    for distribution in ["debian-13", "ubuntu-24.04"] {
        assert_eq!(with(distribution, "systemd"), [""; 0]);
    }
}

#[test]
fn what_follows_from_another_problem_is_not_said() {
    let domain = ("site.domain", "a.example");
    assert_eq!(
        said(&[
            domain,
            ("hosts.0.memory", "16 GX"),
            ("hosts.0.reserved_memory", "6 GiB")
        ]),
        ["hosts.0.memory: \"16 GX\" has a unit that is not known"]
    );
    // The web domain would be the site's.
    assert_eq!(
        with_minio(&[
            ("site.web_domain", "social a.example"),
            ("storage.media_domain", "a.example")
        ]),
        ["site.web_domain: \"social a.example\" is not a valid host name"]
    );
    assert_eq!(
        with_minio(&[("storage.provider", "minios"), ("storage.endpoint", "")]),
        ["storage.provider: \"minios\" is not one of the choices"]
    );
}

#[test]
fn a_problem_has_the_value_as_it_was_given() {
    assert_eq!(
        said(&[
            ("site.domain", "a.example"),
            ("hosts.0.memory", "8"),
            ("hosts.0.reserved_memory", " 7.75 "),
        ]),
        ["hosts.0.reserved_memory: \"7.75\" leaves less than 512 MiB for Mastodon"]
    );
    assert_eq!(
        said(&[("site.domain", "a.example"), ("hosts.0.memory", "-8 GiB")]),
        ["hosts.0.memory: \"-8 GiB\" is not an amount of memory"]
    );
}

#[test]
fn a_host_of_which_nothing_is_said_is_a_host() {
    let mut raw: Raw = [("site.domain", "a.example")].into_iter().collect();
    raw.list_hosts(3);
    let problems = Spec::read(&raw).expect_err("one problem");
    assert_eq!(
        (problems[0].about.to_string().as_str(), problems[0].value.as_str()),
        ("hosts", "3")
    );
    raw.list_hosts(1);
    assert!(Spec::read(&raw).is_ok());
}

#[test]
fn several_hosts_are_refused_with_the_reason() {
    let problems = read(&[
        ("site.domain", "example.social"),
        ("hosts.0.cores", "4"),
        ("hosts.1.cores", "4"),
    ])
    .expect_err("one problem");
    assert_eq!(problems[0].about.to_string(), "hosts");
    assert_eq!(problems[0].value, "2");
}

#[test]
fn a_huge_host_index_takes_no_memory() {
    assert_eq!(
        paths(&[
            ("site.domain", "example.social"),
            ("hosts.18446744073709551615.cores", "4")
        ]),
        ["hosts"]
    );
}

#[test]
fn only_what_differs_from_the_defaults_is_written() {
    let spec = read(&[
        ("site.domain", "example.social"),
        ("hosts.0.cores", "4"),
        ("mastodon", "4.7"),
    ])
    .expect("a Spec");
    let raw = spec.write();
    let written: Vec<_> = raw.iter().collect();
    assert_eq!(
        written,
        [("hosts.0.cores", "4"), ("site.domain", "example.social")]
    );
}

#[test]
fn what_other_software_takes_leaves_room_for_mastodon() {
    assert_eq!(
        paths(&[
            ("site.domain", "example.social"),
            ("hosts.0.memory", "4"),
            ("hosts.0.reserved_memory", "3.6")
        ]),
        ["hosts.0.reserved_memory"]
    );
}
