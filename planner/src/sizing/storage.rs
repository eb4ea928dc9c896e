//! Object storage: each provider's endpoint and quirks as Mastodon's variables.

use crate::plan::{MediaStore, ObjectStore, Proxied, Reading, Setting};
use crate::rule::{Basis, Rule, Source, Value, rule};
use crate::spec::{Mastodon, Provider, Spec, Storage, StorageKind};
use crate::value::choice::Chosen;
use crate::value::text::Endpoint;

mod provider;

use provider::{endpoint, quirks};

const OBJECT_STORAGE: Source = Source {
    title: "Mastodon documentation, Configuring object storage",
    url: "https://docs.joinmastodon.org/admin/optional/object-storage/",
};

pub(crate) static BUCKET: Rule = rule! {
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

pub(crate) static PUBLIC_HOST: Rule = rule! {
    id: "s3-public-host",
    title: "Where media is read from",
    rationale: "A media domain of your own lets you change providers without breaking every link; otherwise \
                the store's name is public.",
    basis: Basis::Documented,
    sources: &[OBJECT_STORAGE],
};

pub(crate) static PERMISSION: Rule = rule! {
    id: "s3-permission",
    title: "S3_PERMISSION",
    rationale: "Cloudflare R2 and Garage have no access lists for objects, and Amazon refuses them in buckets made \
                since April 2023: Mastodon must not send any, so the variable must be there and empty. Reading is then \
                allowed for the bucket as a whole, and what suspended users uploaded stays readable for who has the link. \
                An Amazon bucket that is in use keeps to what it was set up for.",
    basis: Basis::Documented,
    sources: &[
        OBJECT_STORAGE,
        Source {
            title: "Garage, S3 compatibility",
            url: "https://garagehq.deuxfleurs.fr/documentation/reference-manual/s3-compatibility/",
        },
        Source {
            title: "Amazon S3, Controlling ownership of objects and disabling ACLs",
            url: "https://docs.aws.amazon.com/AmazonS3/latest/userguide/about-object-ownership.html",
        },
    ],
};

pub(crate) static SINGLE_REQUEST: Rule = rule! {
    id: "s3-single-request",
    title: "S3_FORCE_SINGLE_REQUEST",
    rationale: "Mastodon's documentation asks for it with Wasabi and Exoscale, so that large uploads work.",
    basis: Basis::Documented,
    sources: &[OBJECT_STORAGE],
};

pub(crate) static CHECKSUMS: Rule = rule! {
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

pub(crate) static TIMEOUTS: Rule = rule! {
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
    let api = endpoint(storage, &quirks, &region);
    let bucket = storage
        .bucket
        .as_ref()
        .map(ToString::to_string)
        .unwrap_or_default();
    let is_aws = storage.provider == Provider::Aws && storage.endpoint.is_none();

    let mut variables = Vec::new();
    let mut add = |name, value: &str, rule, working: &str| {
        variables.push(Setting {
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
    add("S3_PROTOCOL", "https", &BUCKET, "as browsers read media");
    add(
        "S3_HOSTNAME",
        api.authority(),
        &BUCKET,
        "the store's name in public addresses without a media domain",
    );
    if !is_aws {
        add("S3_ENDPOINT", &api.url(), &BUCKET, storage.provider.name());
    }
    if let Some(domain) = &storage.media_domain {
        add("S3_ALIAS_HOST", domain.as_str(), &PUBLIC_HOST, "the media domain");
    }
    if sends_no_lists(spec) {
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
        proxied: proxied(storage, quirks.reading, &api, &bucket),
        bucket,
        api,
        reading: quirks.reading,
    })
}

/// Whether uploads must come without an access list. Whoever runs on Amazon's store already has a bucket that was
/// set up for the one or the other.
fn sends_no_lists(spec: &Spec) -> bool {
    let provider = spec.storage.provider;
    let is_aws = provider == Provider::Aws;
    provider.reads_only_with_key() || (is_aws && !spec.site.server.runs_already())
}

fn proxied(storage: &Storage, reading: Reading, api: &Endpoint, bucket: &str) -> Option<Proxied> {
    let domain = storage.media_domain.clone().filter(|_| storage.media_proxy)?;
    let web = storage
        .web_endpoint
        .clone()
        .filter(|_| reading == Reading::WebEndpoint);
    Some(match web {
        Some(origin) => Proxied {
            host: domain.to_string(),
            domain,
            origin,
            path: String::new(),
        },
        None => Proxied {
            domain,
            origin: api.clone(),
            host: api.authority().to_owned(),
            path: format!("/{bucket}"),
        },
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn store(answers: &str) -> ObjectStore {
        match storage(&spec_of(&format!(
            "storage.kind=s3 storage.bucket=media {answers}"
        ))) {
            MediaStore::Object(store) => store,
            MediaStore::Local => panic!("the media are in a bucket"),
        }
    }

    fn variable(answers: &str, name: &str) -> Option<String> {
        let mut variables = store(answers).variables.into_iter();
        let variable = variables.find(|variable| variable.name == name);
        variable.map(|variable| variable.value.value)
    }

    #[test]
    fn media_on_the_hosts_own_disk_need_no_variables() {
        assert!(matches!(storage(&spec_of("")), MediaStore::Local));
    }

    /// lib/tasks/mastodon.rake: `S3_HOSTNAME` without a scheme, and no endpoint for Amazon's own store.
    #[test]
    fn amazons_own_store_needs_no_endpoint() {
        let aws = "storage.region=eu-central-1";
        assert_eq!(variable(aws, "S3_ENABLED").as_deref(), Some("true"));
        assert_eq!(variable(aws, "S3_BUCKET").as_deref(), Some("media"));
        assert_eq!(variable(aws, "S3_REGION").as_deref(), Some("eu-central-1"));
        assert_eq!(variable(aws, "S3_PROTOCOL").as_deref(), Some("https"));
        assert_eq!(
            variable(aws, "S3_HOSTNAME").as_deref(),
            Some("s3.eu-central-1.amazonaws.com")
        );
        assert_eq!(variable(aws, "S3_ENDPOINT"), None);
        let own = "storage.region=eu-central-1 storage.endpoint=s3.example.net";
        assert_eq!(
            variable(own, "S3_ENDPOINT").as_deref(),
            Some("https://s3.example.net")
        );
        assert_eq!(store(aws).api.as_str(), "s3.eu-central-1.amazonaws.com");
    }

    /// Mastodon's documentation: R2 has no access lists. Garage's: nor has it. Amazon's: buckets made since April 2023
    /// refuse them.
    #[test]
    fn stores_without_access_lists_are_sent_none() {
        let permission = |answers| variable(answers, "S3_PERMISSION");
        let r2 = "storage.provider=cloudflare-r2 storage.endpoint=a.r2.cloudflarestorage.com \
                  storage.media_domain=files.example.social";
        assert_eq!(permission(r2).as_deref(), Some(""));
        assert_eq!(variable(r2, "S3_REGION").as_deref(), Some("auto"));
        let garage = "storage.provider=garage storage.endpoint=s3.example.net \
                      storage.media_domain=files.example.social";
        assert_eq!(permission(garage).as_deref(), Some(""));
        assert_eq!(variable(garage, "S3_REGION").as_deref(), Some("garage"));
        let minio = "storage.provider=minio storage.endpoint=s3.example.net";
        assert_eq!(permission(minio), None);
        assert_eq!(variable(minio, "S3_REGION").as_deref(), Some("us-east-1"));
        let aws = "storage.region=eu-central-1";
        assert_eq!(permission(aws).as_deref(), Some(""));
        for server in ["existing", "changed"] {
            let running = format!("{aws} site.server={server}");
            assert_eq!(variable(&running, "S3_PERMISSION"), None, "{server}");
        }
    }

    /// config/initializers/paperclip.rb: `S3_PROTOCOL` is the scheme of the addresses that browsers get, of
    /// `S3_ALIAS_HOST` where there is one; the store itself is asked as `S3_ENDPOINT` says.
    #[test]
    fn a_store_in_a_private_network_is_asked_without_tls_and_read_with_it() {
        let minio = "storage.provider=minio storage.endpoint=http://10.0.0.5:9000 \
                     storage.media_domain=files.example.social storage.media_proxy=true";
        assert_eq!(
            variable(minio, "S3_ENDPOINT").as_deref(),
            Some("http://10.0.0.5:9000")
        );
        assert_eq!(variable(minio, "S3_HOSTNAME").as_deref(), Some("10.0.0.5:9000"));
        assert_eq!(variable(minio, "S3_PROTOCOL").as_deref(), Some("https"));
        let proxied = store(minio).proxied.expect("a proxy");
        assert!(proxied.origin.is_plain_http());
        assert_eq!(
            (proxied.host.as_str(), proxied.path.as_str()),
            ("10.0.0.5:9000", "/media")
        );
    }

    /// Garage's documentation, Exposing buckets as websites: the bucket is found by the name of the host.
    #[test]
    fn garage_is_read_by_its_web_endpoint() {
        let garage = "storage.provider=garage storage.endpoint=http://10.0.0.5:3900 \
                      storage.web_endpoint=http://10.0.0.5:3902 storage.media_domain=files.example.social";
        assert!(store(garage).proxied.is_none());
        let proxied = store(&format!("{garage} storage.media_proxy=true")).proxied;
        let proxied = proxied.expect("a proxy");
        assert_eq!(proxied.origin.as_str(), "http://10.0.0.5:3902");
        assert_eq!(
            (proxied.host.as_str(), proxied.path.as_str()),
            ("files.example.social", "")
        );
    }

    /// Mastodon's documentation, object storage.
    #[test]
    fn wasabi_and_exoscale_are_read_in_single_requests() {
        let single = |provider, region| {
            let answers = format!("storage.provider={provider} storage.region={region}");
            variable(&answers, "S3_FORCE_SINGLE_REQUEST")
        };
        assert_eq!(single("wasabi", "eu-central-2").as_deref(), Some("true"));
        assert_eq!(single("exoscale", "ch-gva-2").as_deref(), Some("true"));
        assert_eq!(single("scaleway", "fr-par"), None);
    }

    #[test]
    fn hetzners_store_has_twice_the_usual_five_seconds() {
        for name in ["S3_OPEN_TIMEOUT", "S3_READ_TIMEOUT"] {
            let seconds = |provider, region| {
                let answers = format!("storage.provider={provider} storage.region={region}");
                variable(&answers, name)
            };
            assert_eq!(seconds("hetzner", "fsn1").as_deref(), Some("10"), "{name}");
            assert_eq!(seconds("digitalocean", "fra1"), None, "{name}");
        }
    }

    /// Mastodon has a new SDK from late patches of 4.4 on.
    #[test]
    fn other_stores_are_spared_the_checksums_of_new_sdks() {
        for name in [
            "AWS_REQUEST_CHECKSUM_CALCULATION",
            "AWS_RESPONSE_CHECKSUM_VALIDATION",
        ] {
            let of = |provider, version| {
                let answers = format!("storage.provider={provider} storage.region=fra1 mastodon={version}");
                variable(&answers, name)
            };
            assert_eq!(of("digitalocean", "4.4").as_deref(), Some("WHEN_REQUIRED"));
            assert_eq!(of("digitalocean", "4.3"), None);
            assert_eq!(of("aws", "4.6"), None);
        }
    }

    #[test]
    fn a_media_domain_is_where_media_are_read_from() {
        assert_eq!(variable("storage.region=eu-central-1", "S3_ALIAS_HOST"), None);
        let domain = "storage.region=eu-central-1 storage.media_domain=files.example.social";
        assert_eq!(
            variable(domain, "S3_ALIAS_HOST").as_deref(),
            Some("files.example.social")
        );
        assert!(store(domain).proxied.is_none());
        let proxied = store(&format!("{domain} storage.media_proxy=true"));
        let proxied = proxied.proxied.expect("a proxy");
        assert_eq!(proxied.domain.as_str(), "files.example.social");
        assert_eq!(proxied.origin.as_str(), "s3.eu-central-1.amazonaws.com");
        assert_eq!(proxied.path, "/media");
    }
}
