//! What differs from provider to provider of object storage.

use crate::plan::Reading;
use crate::spec::{Provider, Storage};
use crate::value::text::Endpoint;

pub(super) struct Quirks {
    /// `{region}` stands for the region.
    endpoint: &'static str,
    pub(super) region: &'static str,
    pub(super) reading: Reading,
    pub(super) needs_single_request: bool,
    pub(super) is_slow: bool,
}

const USUAL: Quirks = Quirks {
    endpoint: "",
    region: "us-east-1",
    reading: Reading::ObjectLists,
    needs_single_request: false,
    is_slow: false,
};

pub(super) fn quirks(provider: Provider) -> Quirks {
    match provider {
        Provider::Aws => Quirks {
            endpoint: "s3.{region}.amazonaws.com",
            reading: Reading::Policy,
            ..USUAL
        },
        Provider::Wasabi => Quirks {
            endpoint: "s3.{region}.wasabisys.com",
            reading: Reading::Policy,
            needs_single_request: true,
            ..USUAL
        },
        Provider::BackblazeB2 => Quirks {
            endpoint: "s3.{region}.backblazeb2.com",
            reading: Reading::PublicBucket,
            ..USUAL
        },
        Provider::CloudflareR2 => Quirks {
            region: "auto",
            reading: Reading::CustomDomain,
            ..USUAL
        },
        Provider::DigitalOcean => Quirks {
            endpoint: "{region}.digitaloceanspaces.com",
            ..USUAL
        },
        Provider::Scaleway => Quirks {
            endpoint: "s3.{region}.scw.cloud",
            ..USUAL
        },
        Provider::Hetzner => Quirks {
            endpoint: "{region}.your-objectstorage.com",
            is_slow: true,
            ..USUAL
        },
        Provider::Exoscale => Quirks {
            endpoint: "sos-{region}.exo.io",
            needs_single_request: true,
            ..USUAL
        },
        Provider::Garage => Quirks {
            region: "garage",
            reading: Reading::WebEndpoint,
            ..USUAL
        },
        Provider::Minio | Provider::Other => Quirks {
            reading: Reading::Policy,
            ..USUAL
        },
        Provider::Ceph => USUAL,
    }
}

pub(super) fn endpoint(storage: &Storage, quirks: &Quirks, region: &str) -> Endpoint {
    let known = || Endpoint::parse(&quirks.endpoint.replace("{region}", region)).ok();
    storage
        .endpoint
        .clone()
        .or_else(known)
        .unwrap_or_else(Endpoint::example)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn endpoint_of(provider: &str, region: &str) -> String {
        let spec = spec_of(&format!(
            "storage.kind=s3 storage.bucket=media storage.provider={provider} storage.region={region}"
        ));
        endpoint(&spec.storage, &quirks(spec.storage.provider), region).to_string()
    }

    /// As Mastodon's set-up wizard (lib/tasks/mastodon.rake) and the providers' documentation name them.
    #[test]
    fn endpoints_are_the_providers() {
        for (provider, region, name) in [
            ("aws", "eu-central-1", "s3.eu-central-1.amazonaws.com"),
            ("wasabi", "eu-central-2", "s3.eu-central-2.wasabisys.com"),
            (
                "backblaze-b2",
                "eu-central-003",
                "s3.eu-central-003.backblazeb2.com",
            ),
            ("digitalocean", "fra1", "fra1.digitaloceanspaces.com"),
            ("scaleway", "fr-par", "s3.fr-par.scw.cloud"),
            ("hetzner", "fsn1", "fsn1.your-objectstorage.com"),
            ("exoscale", "ch-gva-2", "sos-ch-gva-2.exo.io"),
        ] {
            assert_eq!(endpoint_of(provider, region), name);
        }
    }
}
