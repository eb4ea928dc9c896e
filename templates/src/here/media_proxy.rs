//! nginx before the bucket.

use planner::plan::{MediaStore, Nginx, ObjectStore};
use planner::rule::Value;
use planner::unit::Memory;
use planner::value::text::DomainName;

use super::Here;

/// What a host with a media proxy has for it.
pub(crate) struct MediaProxy<'a> {
    pub(crate) nginx: &'a Nginx,
    pub(crate) store: &'a ObjectStore,
    pub(crate) domain: &'a DomainName,
    pub(crate) cache: &'a Value<Memory>,
}

impl<'a> Here<'a> {
    pub(crate) fn media_proxy(self) -> Option<MediaProxy<'a>> {
        let MediaStore::Object(store) = &self.plan.storage else {
            return None;
        };
        let nginx = self.host.nginx.as_ref()?;
        Some(MediaProxy {
            nginx,
            store,
            domain: store.proxied_domain.as_ref()?,
            cache: nginx.media_cache.as_ref()?,
        })
    }
}
