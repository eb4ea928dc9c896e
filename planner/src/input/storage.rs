//! Where pictures and videos are kept.

use super::choice::{Chosen, choices};
use super::number::{optional, switch, whole_u32};
use super::text::{BucketName, DomainName, Endpoint, Label};
use crate::field::{Access, Field, Kind, Need, Step, always};
use crate::spec::Spec;

choices! {
    /// Where media is kept.
    StorageKind {
        Local = "local", "Local disk", "In Mastodon's own folder, served by nginx. Right for small servers.";
        S3 = "s3", "Object storage", "A bucket that speaks S3. Needed for more than one host, easier to grow.";
    }
}

choices! {
    /// Who runs the object storage: each has its own quirks.
    Provider {
        Aws = "aws", "Amazon S3", "Region such as eu-central-1.";
        Minio = "minio", "MinIO", "Your own; give its endpoint.";
        Wasabi = "wasabi", "Wasabi", "Region such as eu-central-2.";
        BackblazeB2 = "backblaze-b2", "Backblaze B2", "Region such as eu-central-003.";
        CloudflareR2 = "cloudflare-r2", "Cloudflare R2", "Endpoint ACCOUNT.r2.cloudflarestorage.com; needs a media domain.";
        DigitalOcean = "digitalocean", "DigitalOcean Spaces", "Region such as fra1.";
        Scaleway = "scaleway", "Scaleway", "Region such as fr-par.";
        Hetzner = "hetzner", "Hetzner", "Region fsn1, nbg1 or hel1.";
        Exoscale = "exoscale", "Exoscale", "Region is the zone, such as ch-gva-2.";
        Ceph = "ceph", "Ceph", "Your own; give its endpoint.";
        Garage = "garage", "Garage", "Your own; give its endpoint.";
        Other = "other", "Another", "Any store that speaks S3; give its endpoint.";
    }
}

const MEDIA_RETENTION_DAYS_MAX: u32 = 3650;

fn with_s3(spec: &Spec) -> bool {
    spec.storage.kind == StorageKind::S3
}

pub static KIND: Field = Field {
    name: "storage.kind",
    label: "Media storage",
    help: "NFS is not offered: jobs hang on its latency, as Hachyderm's admins found in 2022.",
    step: Step::Storage,
    kind: Kind::Choice(StorageKind::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| {
            if text.trim().eq_ignore_ascii_case("nfs") {
                return Err(crate::problem::Reason::new(
                    "is refused: Sidekiq jobs hang on NFS latency, which took hachyderm.io down in 2022",
                    "local or s3",
                ));
            }
            StorageKind::parse(text).map(|kind| spec.storage.kind = kind)
        },
        get: |spec| spec.storage.kind.to_string(),
    },
};

pub static PROVIDER: Field = Field {
    name: "storage.provider",
    label: "Provider",
    help: "Sets endpoint, access rules and the provider's quirks.",
    step: Step::Storage,
    kind: Kind::Choice(Provider::CHOICES),
    need: Need::Usual,
    asked_when: with_s3,
    access: Access::Site {
        set: |spec, text| Provider::parse(text).map(|provider| spec.storage.provider = provider),
        get: |spec| spec.storage.provider.to_string(),
    },
};

pub static BUCKET: Field = Field {
    name: "storage.bucket",
    label: "Bucket",
    help: "Name of the bucket that holds the media.",
    step: Step::Storage,
    kind: Kind::Text {
        shape: BucketName::LIMIT,
        example: "media",
        longest: 63,
    },
    need: Need::Usual,
    asked_when: with_s3,
    access: Access::Site {
        set: |spec, text| optional(text, BucketName::parse).map(|bucket| spec.storage.bucket = bucket),
        get: |spec| {
            spec.storage
                .bucket
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
    },
};

pub static REGION: Field = Field {
    name: "storage.region",
    label: "Region",
    help: "The provider's name for where the bucket is. Your own store usually needs none.",
    step: Step::Storage,
    kind: Kind::Text {
        shape: Label::LIMIT,
        example: "eu-central-1",
        longest: 63,
    },
    need: Need::Usual,
    asked_when: with_s3,
    access: Access::Site {
        set: |spec, text| optional(text, Label::parse).map(|region| spec.storage.region = region),
        get: |spec| {
            spec.storage
                .region
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
    },
};

pub static ENDPOINT: Field = Field {
    name: "storage.endpoint",
    label: "Endpoint",
    help: "Host name of the store's API, served over HTTPS. Known for most providers by their region.",
    step: Step::Storage,
    kind: Kind::Text {
        shape: Endpoint::LIMIT,
        example: "s3.example.net",
        longest: 260,
    },
    need: Need::Usual,
    asked_when: with_s3,
    access: Access::Site {
        set: |spec, text| optional(text, Endpoint::parse).map(|endpoint| spec.storage.endpoint = endpoint),
        get: |spec| {
            spec.storage
                .endpoint
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
    },
};

pub static MEDIA_DOMAIN: Field = Field {
    name: "storage.media_domain",
    label: "Media domain",
    help: "A name of your own for media, such as files.example.social, so that you can change providers later.",
    step: Step::Storage,
    kind: Kind::Text {
        shape: DomainName::LIMIT,
        example: "files.example.social",
        longest: 253,
    },
    need: Need::Usual,
    asked_when: with_s3,
    access: Access::Site {
        set: |spec, text| optional(text, DomainName::parse).map(|domain| spec.storage.media_domain = domain),
        get: |spec| {
            spec.storage
                .media_domain
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
    },
};

pub static MEDIA_PROXY: Field = Field {
    name: "storage.media_proxy",
    label: "Caching media proxy",
    help: "nginx on this host answers for the media domain and keeps copies, which saves on the store's traffic.",
    step: Step::Storage,
    kind: Kind::Switch,
    need: Need::Usual,
    asked_when: |spec| with_s3(spec) && spec.storage.media_domain.is_some(),
    access: Access::Site {
        set: |spec, text| switch(text).map(|proxy| spec.storage.media_proxy = proxy),
        get: |spec| spec.storage.media_proxy.to_string(),
    },
};

pub static MEDIA_RETENTION: Field = Field {
    name: "storage.media_retention",
    label: "Keep other servers' media for",
    help: "The media cache retention in Mastodon's settings. It decides how much space media takes.",
    step: Step::Storage,
    kind: Kind::Number {
        min: 1,
        max: MEDIA_RETENTION_DAYS_MAX as u64,
        unit: "days",
    },
    need: Need::Seldom,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| {
            whole_u32(text, 1, MEDIA_RETENTION_DAYS_MAX).map(|days| spec.storage.media_retention_days = days)
        },
        get: |spec| spec.storage.media_retention_days.to_string(),
    },
};
