//! What fields must be together: each alone may be fine and the whole not.

use crate::field::Field;
use crate::input::{hosts, storage};
use crate::problem::{About, Problem};
use crate::spec::{Host, Provider, Spec};

/// One agreement between fields.
struct Agreement {
    /// The field under which it is said when it is broken.
    field: &'static Field,
    /// The host is the one whose field it is; of a field of the site, the first.
    is_broken: fn(&Spec, &Host) -> bool,
    message: &'static str,
    /// What would be accepted, where the field's own kind does not say it.
    limit: Option<&'static str>,
}

static AGREEMENTS: &[Agreement] = &[
    Agreement {
        field: &storage::BUCKET,
        is_broken: |spec, _| spec.storage.is_s3() && spec.storage.bucket.is_none(),
        message: "is missing: object storage needs one",
        limit: None,
    },
    Agreement {
        field: &storage::REGION,
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
        is_broken: |spec, _| {
            let storage = &spec.storage;
            storage.is_s3() && storage.endpoint.is_none() && storage.provider.is_own()
        },
        message: "is missing: this provider has none that is known",
        limit: None,
    },
    Agreement {
        field: &storage::MEDIA_DOMAIN,
        is_broken: |spec, _| {
            let storage = &spec.storage;
            let needs_one = storage.media_proxy || storage.provider == Provider::CloudflareR2;
            storage.is_s3() && needs_one && storage.media_domain.is_none()
        },
        message: "is missing: a media proxy, and Cloudflare R2, need one",
        limit: None,
    },
    Agreement {
        field: &storage::MEDIA_DOMAIN,
        is_broken: |spec, _| {
            spec.storage.is_s3() && spec.storage.media_domain.as_ref() == Some(spec.web_domain())
        },
        message: "is the name of the web pages themselves",
        limit: Some("another name, such as files.example.social"),
    },
    Agreement {
        field: &hosts::RESERVED_MEMORY,
        is_broken: |_, host| host.reserved_memory + Host::MEMORY_MIN > host.memory,
        message: "leaves less than 512 MiB for Mastodon",
        limit: Some("at most the host's memory less 512 MiB"),
    },
];

/// Agreements that are broken, leaving out fields that have a problem of their own.
pub(super) fn problems(spec: &Spec, known: &[Problem]) -> Vec<Problem> {
    let mut problems = Vec::new();
    for agreement in AGREEMENTS {
        let hosts = if agreement.field.is_of_host() {
            spec.hosts.len()
        } else {
            1
        };
        for (index, host) in spec.hosts.iter().enumerate().take(hosts) {
            let about = About::Field(agreement.field.on(index));
            if (agreement.is_broken)(spec, host) && !known.iter().any(|problem| problem.about == about) {
                problems.push(Problem {
                    about,
                    value: agreement.field.text(spec, index),
                    message: agreement.message.to_owned(),
                    limit: agreement
                        .limit
                        .map_or_else(|| agreement.field.kind.to_string(), str::to_owned),
                });
            }
        }
    }
    problems
}
