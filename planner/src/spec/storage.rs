//! Where pictures and videos are kept.

use crate::value::choice::choices;
use crate::value::text::{BucketName, DomainName, Endpoint, Folder, Label};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Storage {
    pub kind: StorageKind,
    /// Of media on the host's own disk, where they are not in Mastodon's folder.
    pub media_folder: Option<Folder>,
    pub provider: Provider,
    /// Given whenever `kind` is S3.
    pub bucket: Option<BucketName>,
    pub region: Option<Label>,
    pub endpoint: Option<Endpoint>,
    /// Where a store hands out files to everybody, if that is another place than its API.
    pub web_endpoint: Option<Endpoint>,
    pub media_domain: Option<DomainName>,
    pub media_proxy: bool,
    pub media_retention_days: u32,
}

choices! {
    /// Where media is kept.
    #[derive(Default)]
    StorageKind {
        #[default]
        Local = "local", "Local disk", "In Mastodon's own folder, served by nginx. Right for small servers.";
        S3 = "s3", "Object storage", "A bucket that speaks S3. Needed for more than one host, easier to grow.";
    } refused {
        "nfs" = "is refused: Sidekiq jobs hang on NFS latency, which took hachyderm.io down in 2022";
    }
}

choices! {
    /// Who runs the object storage: each has its own quirks.
    #[derive(Default)]
    Provider {
        #[default]
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
        Garage = "garage", "Garage", "Your own; give its endpoint. Needs a media domain.";
        Other = "other", "Another", "Any store that speaks S3; give its endpoint.";
    }
}

impl Default for Storage {
    fn default() -> Self {
        Self {
            kind: StorageKind::default(),
            media_folder: None,
            provider: Provider::default(),
            bucket: None,
            region: None,
            endpoint: None,
            web_endpoint: None,
            media_domain: None,
            media_proxy: false,
            // Mastodon's own setting is empty (forever); a week is our judgement.
            media_retention_days: 7,
        }
    }
}

impl Storage {
    pub fn is_s3(&self) -> bool {
        self.kind == StorageKind::S3
    }

    /// Where media on the host's own disk are, if it is not in Mastodon's folder.
    pub fn folder_elsewhere(&self) -> Option<&Folder> {
        self.media_folder.as_ref().filter(|_| !self.is_s3())
    }

    /// Whether nobody but Mastodon could read from the endpoint: under its name there are no media.
    pub(crate) fn needs_media_domain(&self) -> bool {
        let is_private = self.endpoint.as_ref().is_some_and(Endpoint::is_plain_http);
        self.media_proxy || is_private || self.provider.reads_only_with_key()
    }

    /// Whether the media proxy asks another place than the API.
    pub(crate) fn needs_web_endpoint(&self) -> bool {
        self.media_proxy && self.provider == Provider::Garage
    }
}

impl Provider {
    /// Whether its S3 endpoint answers signed requests only, so that everybody reads elsewhere. Cloudflare's
    /// documentation, R2, Public buckets; Garage, `src/api/common/signature`.
    pub(crate) fn reads_only_with_key(self) -> bool {
        matches!(self, Self::CloudflareR2 | Self::Garage)
    }

    /// Whether only the admin knows the endpoint: a store of their own, or one named after their account.
    pub(crate) fn is_own(self) -> bool {
        matches!(
            self,
            Self::CloudflareR2 | Self::Minio | Self::Ceph | Self::Garage | Self::Other
        )
    }
}
