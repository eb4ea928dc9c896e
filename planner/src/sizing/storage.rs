//! Object storage: each provider's endpoint and quirks as Mastodon's variables.

use crate::plan::{MediaStore, ObjectStore, Variable};
use crate::rule::{Basis, Rule, Source, Value};
use crate::spec::{Mastodon, Provider, Spec, StorageKind};
use crate::value::choice::Chosen;

mod provider;

use provider::{endpoint, quirks};

const OBJECT_STORAGE: Source = Source {
    title: "Mastodon documentation, Configuring object storage",
    url: "https://docs.joinmastodon.org/admin/optional/object-storage/",
};

pub(crate) static BUCKET: Rule = Rule {
    id: "s3-bucket",
    title: "Bucket and endpoint",
    rationale: "As Mastodon's set-up wizard asks them. With an endpoint of its own the store is spoken to in \
                path style.",
    basis: Basis::Documented,
    sources: &[
        Source {
            title: "Mastodon's source, lib/tasks/mastodon.rake",
            url: "https://github.com/mastodon/mastodon/blob/main/lib/tasks/mastodon.rake",
        },
        Source {
            title: "Mastodon's source, config/initializers/paperclip.rb",
            url: "https://github.com/mastodon/mastodon/blob/main/config/initializers/paperclip.rb",
        },
        OBJECT_STORAGE,
    ],
};

pub(crate) static PUBLIC_HOST: Rule = Rule {
    id: "s3-public-host",
    title: "Where media is read from",
    rationale: "A media domain of your own lets you change providers without breaking every link; otherwise \
                the store's name is public.",
    basis: Basis::Documented,
    sources: &[OBJECT_STORAGE],
};

pub(crate) static PERMISSION: Rule = Rule {
    id: "s3-permission",
    title: "S3_PERMISSION",
    rationale: "Cloudflare R2 and Garage have no access lists for objects, and Mastodon must not send any: \
                the variable must be there and empty. Reading must then be allowed for the bucket as a \
                whole.",
    basis: Basis::Documented,
    sources: &[
        OBJECT_STORAGE,
        Source {
            title: "Garage, S3 compatibility",
            url: "https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/",
        },
    ],
};

pub(crate) static SINGLE_REQUEST: Rule = Rule {
    id: "s3-single-request",
    title: "S3_FORCE_SINGLE_REQUEST",
    rationale: "Mastodon's documentation asks for it with Wasabi and Exoscale, so that large uploads work.",
    basis: Basis::Documented,
    sources: &[OBJECT_STORAGE],
};

pub(crate) static CHECKSUMS: Rule = Rule {
    id: "s3-checksums",
    title: "Checksums of newer SDKs",
    rationale: "Newer Amazon SDKs send checksums that other stores may refuse. Mastodon has such an SDK from \
                4.4.16, 4.5.9 and 4.6 on.",
    basis: Basis::Documented,
    sources: &[
        Source {
            title: "Mastodon issue 34202",
            url: "https://github.com/mastodon/mastodon/issues/34202",
        },
        Source {
            title: "aws-sdk-ruby issue 3174",
            url: "https://github.com/aws/aws-sdk-ruby/issues/3174",
        },
    ],
};

pub(crate) static TIMEOUTS: Rule = Rule {
    id: "s3-timeouts",
    title: "S3 time-outs",
    rationale: "toot.community waited 10 seconds instead of 5 while its media was at Hetzner's store (2025).",
    basis: Basis::Measured,
    sources: &[Source {
        title: "toot.community's values (July 2025)",
        url: "https://github.com/toot-community/platform/blob/af2f7d144e4c3d1f81107a1bef8968c8c6d89753/manifests/applications/mastodon/base/helm-values/mastodon.yaml",
    }],
};

/// For connecting and for reading; Mastodon's default is 5.
const SLOW_STORE_SECONDS: u32 = 10;

pub(crate) fn storage(spec: &Spec) -> MediaStore {
    if spec.storage.kind == StorageKind::Local {
        return MediaStore::Local;
    }
    let storage = &spec.storage;
    let quirks = quirks(storage.provider);
    let region = storage
        .region
        .as_ref()
        .map_or(quirks.region, |region| region.as_str())
        .to_owned();
    let origin = endpoint(storage, &quirks, &region);
    let bucket = storage
        .bucket
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let is_aws = storage.provider == Provider::Aws && storage.endpoint.is_none();
    let public_host = storage
        .media_domain
        .as_ref()
        .map_or_else(|| origin.to_string(), ToString::to_string);

    let mut variables = Vec::new();
    let mut add = |name, value: &str, rule, working: &str| {
        variables.push(Variable {
            name,
            value: Value::new(value.to_owned(), rule, working),
        });
    };
    add("S3_ENABLED", "true", &BUCKET, "object storage");
    add("S3_BUCKET", &bucket, &BUCKET, "given");
    add(
        "S3_REGION",
        &region,
        &BUCKET,
        if storage.region.is_some() {
            "given"
        } else {
            "the provider's usual"
        },
    );
    add("S3_PROTOCOL", "https", &BUCKET, "always");
    add(
        "S3_HOSTNAME",
        origin.as_str(),
        &BUCKET,
        "the store's name in public addresses without a media domain",
    );
    if !is_aws {
        add(
            "S3_ENDPOINT",
            &format!("https://{origin}"),
            &BUCKET,
            storage.provider.name(),
        );
    }
    if let Some(domain) = &storage.media_domain {
        add("S3_ALIAS_HOST", domain.as_str(), &PUBLIC_HOST, "the media domain");
    }
    if !quirks.has_acl {
        add("S3_PERMISSION", "", &PERMISSION, storage.provider.name());
    }
    if quirks.needs_single_request {
        add(
            "S3_FORCE_SINGLE_REQUEST",
            "true",
            &SINGLE_REQUEST,
            storage.provider.name(),
        );
    }
    if quirks.is_slow {
        let seconds = SLOW_STORE_SECONDS.to_string();
        add("S3_OPEN_TIMEOUT", &seconds, &TIMEOUTS, storage.provider.name());
        add("S3_READ_TIMEOUT", &seconds, &TIMEOUTS, storage.provider.name());
    }
    if !is_aws && spec.mastodon >= Mastodon::V4_4 {
        add(
            "AWS_REQUEST_CHECKSUM_CALCULATION",
            "WHEN_REQUIRED",
            &CHECKSUMS,
            "not Amazon's own store",
        );
        add(
            "AWS_RESPONSE_CHECKSUM_VALIDATION",
            "WHEN_REQUIRED",
            &CHECKSUMS,
            "not Amazon's own store",
        );
    }
    MediaStore::Object(ObjectStore {
        variables,
        origin_path: format!("/{bucket}"),
        origin,
        proxied_domain: storage.media_domain.clone().filter(|_| storage.media_proxy),
        public_host,
    })
}
