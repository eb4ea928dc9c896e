//! Who the programs are inside their images.

/// User and group inside each image, as numbers: the host has no names for them.
pub(crate) const MASTODON_USER: &str = "991:991";
pub(crate) const PGBOUNCER_USER: &str = "70:70";
pub(crate) const REDIS_USER: &str = "999:1000";
pub(crate) const SEARCH_USER: &str = "1000:0";
