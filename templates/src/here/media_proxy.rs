//! nginx before the bucket.

use planner::plan::{MediaCache, MediaStore, Nginx, Proxied};

use super::Here;

/// What a host with a media proxy has for it.
pub(crate) struct MediaProxy<'a> {
    pub(crate) nginx: &'a Nginx,
    pub(crate) proxied: &'a Proxied,
    pub(crate) cache: &'a MediaCache,
}

impl<'a> Here<'a> {
    pub(crate) fn media_proxy(self) -> Option<MediaProxy<'a>> {
        let MediaStore::Object(store) = &self.plan.storage else {
            return None;
        };
        let nginx = self.host.nginx.as_ref()?;
        Some(MediaProxy {
            nginx,
            proxied: store.proxied.as_ref()?,
            cache: nginx.media_cache.as_ref()?,
        })
    }
}
