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
    /// Where the media proxy fetches from; virtual-host or path style as the store wants it.
    pub origin: Endpoint,
    /// Begins with a slash when the bucket is part of the path, else empty.
    pub origin_path: String,
    /// The name under which nginx serves media, with a media proxy.
    pub proxied_domain: Option<DomainName>,
    /// Where the media is read from: the media domain or the store itself.
    pub public_host: String,
}

impl MediaStore {
    pub fn values(&self) -> Vec<Shown<'_>> {
        match self {
            Self::Local => Vec::new(),
            Self::Object(store) => store.variables.iter().map(Setting::shown).collect(),
        }
    }
}
