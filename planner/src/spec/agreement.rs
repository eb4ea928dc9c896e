//! What fields must be together: each alone may be fine and the whole not.

use super::{HOST_MEMORY_MIN, Spec};
use crate::input::text::{BucketName, DomainName, Endpoint};
use crate::input::{FIELDS, Provider, StorageKind};
use crate::problem::Problem;

/// One agreement between fields: when it is broken, under which field, and what would be accepted.
struct Agreement {
    path: &'static str,
    is_broken: fn(&Spec) -> bool,
    message: &'static str,
    limit: &'static str,
}

static AGREEMENTS: &[Agreement] = &[
    Agreement {
        path: "storage.bucket",
        is_broken: |spec| has_s3(spec) && spec.storage.bucket.is_none(),
        message: "is missing: object storage needs one",
        limit: BucketName::LIMIT,
    },
    Agreement {
        path: "storage.region",
        is_broken: |spec| {
            let storage = &spec.storage;
            has_s3(spec)
                && storage.region.is_none()
                && storage.endpoint.is_none()
                && !storage.provider.is_own()
        },
        message: "is missing: this provider's endpoint depends on it",
        limit: "the provider's name of the region, such as eu-central-1",
    },
    Agreement {
        path: "storage.endpoint",
        is_broken: |spec| has_s3(spec) && spec.storage.endpoint.is_none() && spec.storage.provider.is_own(),
        message: "is missing: this provider has none that is known",
        limit: Endpoint::LIMIT,
    },
    Agreement {
        path: "storage.media_domain",
        is_broken: |spec| {
            let needs_one = spec.storage.media_proxy || spec.storage.provider == Provider::CloudflareR2;
            has_s3(spec) && needs_one && spec.storage.media_domain.is_none()
        },
        message: "is missing: a media proxy, and Cloudflare R2, need one",
        limit: DomainName::LIMIT,
    },
    Agreement {
        path: "storage.media_domain",
        is_broken: |spec| has_s3(spec) && spec.storage.media_domain.as_ref() == Some(spec.web_domain()),
        message: "is the name of the web pages themselves",
        limit: "another name, such as files.example.social",
    },
    Agreement {
        path: "hosts.0.reserved_memory",
        is_broken: |spec| spec.host().reserved_memory + HOST_MEMORY_MIN > spec.host().memory,
        message: "leaves less than 512 MiB for Mastodon",
        limit: "at most the host's memory less 512 MiB",
    },
];

/// Agreements that are broken, leaving out fields that have a problem of their own.
pub(super) fn problems(spec: &Spec, known: &[Problem]) -> Vec<Problem> {
    let is_known = |path: &str| known.iter().any(|problem| problem.path == path);
    AGREEMENTS
        .iter()
        .filter(|agreement| !is_known(agreement.path) && (agreement.is_broken)(spec))
        .map(|agreement| Problem {
            path: agreement.path.to_owned(),
            value: given(spec, agreement.path),
            message: agreement.message.to_owned(),
            limit: agreement.limit.to_owned(),
        })
        .collect()
}

fn given(spec: &Spec, path: &str) -> String {
    let field = FIELDS.iter().find(|field| field.path(0) == path);
    field.map(|field| field.text(spec, 0)).unwrap_or_default()
}

fn has_s3(spec: &Spec) -> bool {
    spec.storage.kind == StorageKind::S3
}

impl Provider {
    /// Whether only the admin knows the endpoint: a store of their own, or one named after their account.
    fn is_own(self) -> bool {
        matches!(
            self,
            Self::CloudflareR2 | Self::Minio | Self::Ceph | Self::Garage | Self::Other
        )
    }
}
