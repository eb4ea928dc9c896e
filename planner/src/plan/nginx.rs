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
    pub media_cache: Option<Value<Memory>>,
}

impl Nginx {
    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![
            self.worker_connections.shown("worker_connections"),
            self.worker_rlimit_nofile.shown("worker_rlimit_nofile"),
            self.body_size_mib.shown("client_max_body_size, MB"),
            self.has_http2_directive.shown("http2 directive"),
        ];
        values.extend(
            self.media_cache
                .iter()
                .map(|size| shown_memory("Media cache", size)),
        );
        values
    }
}
