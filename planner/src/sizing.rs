//! Sizing: one value or a few that belong together a file. `plan()` calls them in the order of need.

pub(crate) mod capacity;
pub(crate) mod connections;
pub(crate) mod cores;
pub(crate) mod limits;
pub(crate) mod load;
pub(crate) mod memory;
pub(crate) mod nginx;
pub(crate) mod pgbouncer;
pub(crate) mod postgresql;
pub(crate) mod puma;
pub(crate) mod redis;
pub(crate) mod search;
pub(crate) mod sidekiq;
pub(crate) mod storage;
pub(crate) mod streaming;
pub(crate) mod work;
