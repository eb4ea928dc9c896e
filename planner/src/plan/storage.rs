//! Where media is, in Mastodon's own variables.

use super::Setting;
use crate::rule::Shown;
use crate::value::text::{DomainName, Endpoint};

#[derive(Clone, Debug)]
pub enum MediaStore {
    /// In `public/system`.
    Local,
    Object(ObjectStore),
}

/// A bucket that speaks S3.
#[derive(Clone, Debug)]
pub struct ObjectStore {
    /// For `.env.production`, in order; without the two keys, which are secrets of the provider's.
    pub variables: Vec<Setting>,
    pub bucket: String,
    /// Where Mastodon itself asks.
    pub api: Endpoint,
    pub reading: Reading,
    /// Where the media is served by nginx.
    pub proxied: Option<Proxied>,
}

/// How everybody comes to read what is in a bucket.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reading {
    /// Mastodon gives each object an access list.
    ObjectLists,
    /// By a policy of the bucket.
    Policy,
    /// The bucket as a whole is public or not.
    PublicBucket,
    /// By a domain that is connected to the bucket at its provider.
    CustomDomain,
    /// By a web endpoint, which finds the bucket by the name of the host that is asked for.
    WebEndpoint,
}

/// Media that nginx serves.
#[derive(Clone, Debug)]
pub struct Proxied {
    pub domain: DomainName,
    /// Where it is fetched from.
    pub origin: Endpoint,
    /// The name of the host that is asked for there.
    pub host: String,
    /// Begins with a slash when the bucket is part of the path, else empty.
    pub path: String,
}

impl MediaStore {
    pub fn values(&self) -> Vec<Shown<'_>> {
        match self {
            Self::Local => Vec::new(),
            Self::Object(store) => store.variables.iter().map(Setting::shown).collect(),
        }
    }
}
