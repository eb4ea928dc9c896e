//! The bucket: what it must be before Mastodon uses it, by its provider.

use planner::plan::{MediaStore, ObjectStore, Reading};
use planner::spec::Provider;

use crate::here::Here;

pub(super) struct Bucket<'a> {
    pub(super) store: &'a ObjectStore,
    /// Which key Mastodon gets.
    pub(super) key: &'static str,
    /// What else its provider wants.
    pub(super) note: Option<&'static str>,
    /// Whom Amazon's command line must be told to ask; none for Amazon itself.
    pub(super) endpoint: Option<String>,
    pub(super) is_minio: bool,
    /// Media are read from another site than the pages, and nginx does not add the header.
    pub(super) needs_cors: bool,
    /// Mastodon can take an upload from the public again.
    pub(super) hides_suspended: bool,
}

pub(super) fn bucket(here: Here<'_>) -> Option<Bucket<'_>> {
    let MediaStore::Object(store) = &here.plan.storage else {
        return None;
    };
    let storage = &here.plan.spec.storage;
    let provider = storage.provider;
    let is_aws = provider == Provider::Aws && storage.endpoint.is_none();
    let is_minio = provider == Provider::Minio;
    Some(Bucket {
        store,
        key: key(provider),
        note: note(provider),
        endpoint: (!is_aws).then(|| store.api.url()),
        is_minio,
        // MinIO answers every origin by itself (MINIO_API_CORS_ALLOW_ORIGIN).
        needs_cors: store.proxied.is_none() && !is_minio,
        hides_suspended: store.reading == Reading::ObjectLists,
    })
}

/// Mastodon's documentation, Configuring object storage; for B2 Backblaze's, S3-Compatible App Keys.
const fn key(provider: Provider) -> &'static str {
    match provider {
        Provider::BackblazeB2 => {
            "an application key for this bucket with listAllBucketNames, writeFiles and deleteFiles: B2's S3 API refuses \
             the master key"
        }
        Provider::CloudflareR2 => "an R2 API token that may read and write objects of this bucket",
        Provider::Scaleway => {
            "a key of an IAM application that may read, write and delete objects of a project of its own, with that project as the \
             key's default"
        }
        Provider::Exoscale => "a key restricted to the service sos and to this bucket",
        Provider::Garage => "a key that may read and write this bucket: garage bucket allow",
        Provider::Aws | Provider::Minio | Provider::Wasabi => {
            "a key of a user whose policy allows every S3 action on this bucket and its objects, and nothing else"
        }
        Provider::DigitalOcean | Provider::Hetzner | Provider::Ceph | Provider::Other => {
            "a key that may read, write, delete and set access lists in this bucket, and nothing else"
        }
    }
}

const fn note(provider: Provider) -> Option<&'static str> {
    match provider {
        // docs.wasabi.com, Operations on Buckets.
        Provider::Wasabi => Some(
            "Wasabi lets only certain paid accounts make files public, no trial accounts: ask its support first.",
        ),
        Provider::DigitalOcean => Some("In the Space's settings, File Listing is Restricted."),
        _ => None,
    }
}
