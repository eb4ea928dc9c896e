//! What fields must be together: each alone may be fine and the whole not.

use super::Told;
use crate::field::Field;
use crate::input::{database, hosts, mail, options, proxy, site, storage, versions};
use crate::problem::{About, Problem};
use crate::raw::Raw;
use crate::spec::{DatabaseTls, Host, MailTls, PgbouncerChoice, Provider, RedisProgram, Run, Spec};
use crate::value::text::{DomainName, Endpoint, HostName};

/// One agreement between fields.
struct Agreement {
    /// The field under which it is said when it is broken.
    field: &'static Field,
    /// The others that it looks at. What is wrong in one of them says nothing about how they go together.
    with: &'static [&'static Field],
    /// The host is the one whose field it is; of a field of the site, the first.
    is_broken: fn(&Spec, &Host) -> bool,
    message: &'static str,
    /// What would be accepted, where the field's own kind does not say it.
    limit: Option<&'static str>,
}

static AGREEMENTS: &[Agreement] = &[
    Agreement {
        field: &storage::BUCKET,
        with: &[&storage::KIND],
        is_broken: |spec, _| spec.storage.is_s3() && spec.storage.bucket.is_none(),
        message: "is missing: object storage needs one",
        limit: None,
    },
    Agreement {
        field: &storage::REGION,
        with: &[&storage::KIND, &storage::PROVIDER, &storage::ENDPOINT],
        is_broken: |spec, _| {
            let storage = &spec.storage;
            storage.is_s3()
                && storage.region.is_none()
                && storage.endpoint.is_none()
                && !storage.provider.is_own()
        },
        message: "is missing: this provider's endpoint depends on it",
        limit: Some("the provider's name of the region, such as eu-central-1"),
    },
    Agreement {
        field: &storage::ENDPOINT,
        with: &[&storage::KIND, &storage::PROVIDER],
        is_broken: |spec, _| {
            let storage = &spec.storage;
            storage.is_s3() && storage.endpoint.is_none() && storage.provider.is_own()
        },
        message: "is missing: this provider has none that is known",
        limit: None,
    },
    Agreement {
        field: &storage::MEDIA_DOMAIN,
        with: &[
            &storage::KIND,
            &storage::PROVIDER,
            &storage::ENDPOINT,
            &storage::MEDIA_PROXY,
        ],
        is_broken: |spec, _| {
            let storage = &spec.storage;
            storage.is_s3() && storage.needs_media_domain() && storage.media_domain.is_none()
        },
        message: "is missing: Cloudflare R2, Garage, a store in a private network and a media proxy need one",
        limit: None,
    },
    // Cloudflare's documentation, R2, Public buckets: everybody reads by a custom domain, which Cloudflare serves.
    Agreement {
        field: &storage::MEDIA_PROXY,
        with: &[&storage::KIND, &storage::PROVIDER],
        is_broken: |spec, _| {
            let storage = &spec.storage;
            storage.is_s3() && storage.media_proxy && storage.provider == Provider::CloudflareR2
        },
        message: "cannot stand before Cloudflare R2: its S3 endpoint answers signed requests only, and the media domain is \
                  connected to the bucket at Cloudflare, which serves it, caches it and has its certificate",
        limit: Some("false with Cloudflare R2"),
    },
    Agreement {
        field: &storage::WEB_ENDPOINT,
        with: &[&storage::KIND, &storage::PROVIDER, &storage::MEDIA_PROXY],
        is_broken: |spec, _| {
            let storage = &spec.storage;
            storage.is_s3() && storage.needs_web_endpoint() && storage.web_endpoint.is_none()
        },
        message: "is missing: the media proxy reads from Garage's web endpoint, since its S3 endpoint wants a key",
        limit: None,
    },
    Agreement {
        field: &storage::WEB_ENDPOINT,
        with: &[
            &storage::KIND,
            &storage::PROVIDER,
            &storage::MEDIA_DOMAIN,
            &storage::MEDIA_PROXY,
        ],
        is_broken: |spec, _| {
            let storage = &spec.storage;
            let web = storage.web_endpoint.as_ref();
            let asks_itself = |name: &DomainName| web.is_some_and(|web| is_at(web, name));
            storage.is_s3()
                && storage.needs_web_endpoint()
                && storage.media_domain.as_ref().is_some_and(asks_itself)
        },
        message: "is the name of the media proxy, which would ask itself",
        limit: Some("the name or address of Garage itself, such as http://10.0.0.5:3902"),
    },
    // Mastodon's containers have loopback interfaces of their own.
    Agreement {
        field: &storage::ENDPOINT,
        with: &[&storage::KIND, &versions::RUN],
        is_broken: |spec, _| {
            let endpoint = spec.storage.endpoint.as_ref();
            spec.storage.is_s3() && spec.run == Run::Compose && endpoint.is_some_and(Endpoint::is_loopback)
        },
        message: "is the host's own loopback, which containers do not reach",
        limit: Some("an address that containers reach, such as http://10.0.0.5:9000"),
    },
    Agreement {
        field: &storage::MEDIA_DOMAIN,
        with: &[&storage::KIND, &site::DOMAIN, &site::WEB_DOMAIN],
        is_broken: |spec, _| {
            spec.storage.is_s3() && spec.storage.media_domain.as_ref() == Some(spec.web_domain())
        },
        message: "is the name of the web pages themselves",
        limit: Some(ANOTHER_NAME),
    },
    // Beside a web domain, the site's own name has to answer WebFinger.
    Agreement {
        field: &storage::MEDIA_DOMAIN,
        with: &[&storage::KIND, &site::DOMAIN, &site::WEB_DOMAIN],
        is_broken: |spec, _| {
            let media = spec.storage.media_domain.as_ref();
            spec.storage.is_s3() && media == Some(&spec.site.domain) && media != Some(spec.web_domain())
        },
        message: "is the name of the site itself",
        limit: Some(ANOTHER_NAME),
    },
    Agreement {
        field: &storage::ENDPOINT,
        with: &[&storage::KIND, &storage::MEDIA_DOMAIN, &storage::MEDIA_PROXY],
        is_broken: |spec, _| {
            spec.storage.media_proxy
                && spec
                    .storage
                    .media_domain
                    .as_ref()
                    .is_some_and(|name| is_store(spec, name))
        },
        message: "is the name of the media proxy, which would ask itself",
        limit: Some("the name of the store itself, such as s3.example.net"),
    },
    Agreement {
        field: &storage::ENDPOINT,
        with: &[&storage::KIND, &site::DOMAIN, &site::WEB_DOMAIN],
        is_broken: |spec, _| is_store(spec, &spec.site.domain) || is_store(spec, spec.web_domain()),
        message: "is the name of the site, where nginx answers and no store",
        limit: Some("the name of the store, with its port if that is not 443"),
    },
    // Mastodon issue 20310: the wrong pair ends with "wrong version number".
    Agreement {
        field: &mail::TLS,
        with: &[&mail::PORT],
        is_broken: |spec, _| spec.mail.tls != MailTls::Implicit && spec.mail.port_is_implicit() == Some(true),
        message: "does not go with mail.port 465, which speaks TLS from the first byte",
        limit: Some("implicit, or another mail.port"),
    },
    Agreement {
        field: &mail::TLS,
        with: &[&mail::PORT],
        is_broken: |spec, _| {
            spec.mail.tls == MailTls::Implicit && spec.mail.port_is_implicit() == Some(false)
        },
        message: "does not go with mail.port 587 or 25, which begin without TLS",
        limit: Some("starttls, or mail.port 465"),
    },
    Agreement {
        field: &mail::SERVER,
        with: &[&versions::RUN],
        is_broken: |spec, _| spec.run == Run::Compose && is_loopback(spec.mail.server.as_ref()),
        message: IN_CONTAINERS,
        limit: Some(ANOTHER_HOST),
    },
    Agreement {
        field: &proxy::ADDRESSES,
        with: &[&proxy::KIND],
        is_broken: |spec, _| spec.proxy.is_there() && spec.proxy.addresses.is_none(),
        message: "is missing: without them every visitor has the proxy's own address, and all run into one limit",
        limit: None,
    },
    Agreement {
        field: &database::HOST,
        with: &[&database::PLACE],
        is_broken: |spec, _| spec.database.is_elsewhere() && spec.database.host.is_none(),
        message: "is missing: a database elsewhere has one",
        limit: None,
    },
    Agreement {
        field: &database::HOST,
        with: &[&database::PLACE],
        is_broken: |spec, _| spec.database.is_elsewhere() && is_loopback(spec.database.host.as_ref()),
        message: "is this host, and the database is said to be elsewhere",
        limit: Some("another host, or database.place: here"),
    },
    Agreement {
        field: &database::CONNECTIONS,
        with: &[&database::PLACE],
        is_broken: |spec, _| spec.database.is_elsewhere() && spec.database.connections.is_none(),
        message: "is missing: the pools have to fit into what a database elsewhere accepts",
        limit: None,
    },
    // Its streaming knows no other encryption: streaming/index.js.
    Agreement {
        field: &database::TLS,
        with: &[&database::PLACE, &options::PGBOUNCER, &versions::MASTODON],
        is_broken: |spec, _| {
            spec.database.is_elsewhere()
                && spec.database.tls == DatabaseTls::Require
                && spec.options.pgbouncer == PgbouncerChoice::Off
                && !spec.mastodon.streaming_can_skip_verification()
        },
        message: "needs PgBouncer before Mastodon 4.2, whose streaming verifies whatever is encrypted",
        limit: Some("public-ca or own-ca, or options.pgbouncer: on"),
    },
    Agreement {
        field: &options::REDIS_PROGRAM,
        with: &[&versions::RUN, &versions::DISTRIBUTION],
        is_broken: |spec, _| {
            spec.run == Run::Systemd
                && spec.options.redis_program == RedisProgram::Valkey
                && spec.distribution.valkey().is_none()
        },
        message: "has no package in this distribution: Debian 13 and Ubuntu 24.04 have one",
        limit: Some("redis, or run: compose, or a distribution that has it"),
    },
    Agreement {
        field: &hosts::RESERVED_MEMORY,
        with: &[&hosts::MEMORY],
        is_broken: |_, host| host.reserved_memory + Host::MEMORY_MIN > host.memory,
        message: "leaves less than 512 MiB for Mastodon",
        limit: Some("at most the host's memory less 512 MiB"),
    },
];

const ANOTHER_NAME: &str = "another name, such as files.example.social";

const IN_CONTAINERS: &str = "is this host, which for Mastodon in a container is the container itself";
const ANOTHER_HOST: &str = "the host's name or an address of it that containers reach";

/// Whether a name is this host's own.
fn is_loopback(host: Option<&HostName>) -> bool {
    host.is_some_and(|host| host.as_str() == "localhost" || host.as_str().starts_with("127."))
}

/// Whether the store is asked under this name, at the port that nginx has.
fn is_store(spec: &Spec, name: &DomainName) -> bool {
    let endpoint = spec.storage.endpoint.as_ref();
    spec.storage.is_s3() && endpoint.is_some_and(|endpoint| is_at(endpoint, name))
}

fn is_at(endpoint: &Endpoint, name: &DomainName) -> bool {
    endpoint.host() == name.as_str() && endpoint.is_at_https_port()
}

/// Agreements that are broken, leaving out those about fields that have a problem of their own.
pub(super) fn problems(spec: &Spec, raw: &Raw, told: &Told) -> Vec<Problem> {
    let mut problems = Vec::new();
    for Agreement {
        field,
        with,
        is_broken,
        message,
        limit,
    } in AGREEMENTS
    {
        let hosts = if field.is_of_host() { spec.hosts.len() } else { 1 };
        for (index, host) in spec.hosts.iter().enumerate().take(hosts) {
            let is_fine = |field: &&'static Field| !told.has(&About::Field(field.on(index)));
            let can_be_judged = is_fine(field) && with.iter().all(is_fine);
            if can_be_judged && is_broken(spec, host) {
                let given = raw
                    .get(&field.path(index))
                    .map(str::trim)
                    .filter(|text| !text.is_empty());
                problems.push(Problem {
                    about: About::Field(field.on(index)),
                    value: given.map_or_else(|| field.text(spec, index), str::to_owned),
                    message: (*message).to_owned(),
                    limit: limit.map_or_else(|| field.kind.to_string(), str::to_owned),
                });
            }
        }
    }
    problems
}
