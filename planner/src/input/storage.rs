//! Where pictures and videos are kept.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{Provider, Spec, StorageKind};
use crate::value::Kind;
use crate::value::choice::Chosen;
use crate::value::text::{BucketName, DomainName, Endpoint, Folder, Label};

pub(super) const ALL: &[&Field] = &[
    &KIND,
    &MEDIA_FOLDER,
    &PROVIDER,
    &BUCKET,
    &REGION,
    &ENDPOINT,
    &MEDIA_DOMAIN,
    &MEDIA_PROXY,
    &WEB_ENDPOINT,
    &MEDIA_RETENTION,
];

pub static KIND: Field = Field {
    name: "storage.kind",
    label: "Media storage",
    help: "NFS is not offered: jobs hang on its latency, as Hachyderm's admins found in 2022.",
    kind: StorageKind::KIND,
    asked: Asked::usual(Section::Storage),
    access: at!(spec.storage.kind),
};

pub static MEDIA_FOLDER: Field = Field {
    name: "storage.media_folder",
    label: "Media folder",
    help: "Only if media are on another disk: the folder on it. Where public/system is a symbolic link, the folder that it leads to, for units of systemd may write nowhere else.",
    kind: Folder::kind("/mnt/media"),
    asked: Asked::seldom(Section::Storage).when(|spec| !with_s3(spec)),
    access: at!(spec.storage.media_folder),
};

pub static PROVIDER: Field = Field {
    name: "storage.provider",
    label: "Provider",
    help: "Sets endpoint, access rules and the provider's quirks.",
    kind: Provider::KIND,
    asked: Asked::usual(Section::Storage).when(with_s3),
    access: at!(spec.storage.provider),
};

pub static BUCKET: Field = Field {
    name: "storage.bucket",
    label: "Bucket",
    help: "Name of the bucket that holds the media.",
    kind: BucketName::kind("media"),
    asked: Asked::usual(Section::Storage).when(with_s3),
    access: at!(spec.storage.bucket),
};

pub static REGION: Field = Field {
    name: "storage.region",
    label: "Region",
    help: "The provider's name for where the bucket is. Your own store usually needs none.",
    kind: Label::kind("eu-central-1"),
    asked: Asked::usual(Section::Storage).when(with_s3),
    access: at!(spec.storage.region),
};

pub static ENDPOINT: Field = Field {
    name: "storage.endpoint",
    label: "Endpoint",
    help: "Host name of the store's API. Known for most providers by their region. A store in a private network may be asked without TLS: http://10.0.0.5:9000.",
    kind: Endpoint::kind("s3.example.net"),
    asked: Asked::usual(Section::Storage).when(with_s3),
    access: at!(spec.storage.endpoint),
};

pub static MEDIA_DOMAIN: Field = Field {
    name: "storage.media_domain",
    label: "Media domain",
    help: "A name of your own for media, such as files.example.social, so that you can change providers later.",
    kind: DomainName::kind("files.example.social"),
    asked: Asked::usual(Section::Storage).when(with_s3),
    access: at!(spec.storage.media_domain),
};

pub static MEDIA_PROXY: Field = Field {
    name: "storage.media_proxy",
    label: "Caching media proxy",
    help: "nginx on this host answers for the media domain and keeps copies, which saves on the store's traffic. Not for Cloudflare R2, which answers for the media domain itself.",
    kind: Kind::Switch,
    asked: Asked::usual(Section::Storage).when(|spec| with_s3(spec) && spec.storage.media_domain.is_some()),
    access: at!(spec.storage.media_proxy),
};

pub static WEB_ENDPOINT: Field = Field {
    name: "storage.web_endpoint",
    label: "Web endpoint",
    help: "Where Garage hands out files to everybody, its [s3_web]: such as http://10.0.0.5:3902. Its S3 endpoint answers signed requests only.",
    kind: Endpoint::kind("garage.example.net:3902"),
    asked: Asked::usual(Section::Storage).when(|spec| {
        with_s3(spec) && spec.storage.media_domain.is_some() && spec.storage.needs_web_endpoint()
    }),
    access: at!(spec.storage.web_endpoint),
};

pub static MEDIA_RETENTION: Field = Field {
    name: "storage.media_retention",
    label: "Keep other servers' media for",
    help: "The media cache retention in Mastodon's settings. It decides how much space media takes.",
    kind: Kind::Number {
        min: 1,
        max: 3650,
        unit: "days",
    },
    asked: Asked::seldom(Section::Storage),
    access: at!(spec.storage.media_retention_days),
};

fn with_s3(spec: &Spec) -> bool {
    spec.storage.is_s3()
}
