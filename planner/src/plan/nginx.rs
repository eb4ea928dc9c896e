//! nginx: limits and the version's syntax.

use super::shown_memory;
use crate::rule::{Shown, Value};
use crate::unit::Memory;

#[derive(Clone, Debug)]
pub struct Nginx {
    pub worker_connections: Value<u32>,
    /// `worker_rlimit_nofile`, and `LimitNOFILE` of its unit.
    pub worker_rlimit_nofile: Value<u32>,
    /// `client_max_body_size` in MB.
    pub body_size_mib: Value<u32>,
    /// `http2 on;`, which nginx knows from 1.25.1. Older ones say it at `listen`.
    pub has_http2_directive: Value<bool>,
    /// Of the media proxy's cache, where there is one.
    pub media_cache: Option<MediaCache>,
}

#[derive(Clone, Debug)]
pub struct MediaCache {
    /// `max_size`.
    pub size: Value<Memory>,
    /// `keys_zone`: what finds each file of the cache again, in memory.
    pub keys: Value<Memory>,
}

impl Nginx {
    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![
            self.worker_connections.shown("worker_connections"),
            self.worker_rlimit_nofile.shown("worker_rlimit_nofile"),
            self.body_size_mib.shown("client_max_body_size, MB"),
            self.has_http2_directive.shown("http2 directive"),
        ];
        if let Some(cache) = &self.media_cache {
            values.push(shown_memory("Media cache", &cache.size));
            values.push(shown_memory("Media cache keys", &cache.keys));
        }
        values
    }
}
