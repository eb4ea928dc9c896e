//! PostgreSQL and PgBouncer.

use super::{Setting, shown_memory};
use crate::rule::{Shown, Value};
use crate::unit::Memory;

/// `postgresql.conf`, and what the kernel must allow for it.
#[derive(Clone, Debug)]
pub struct Postgresql {
    /// What the database may have of the host, its share of the page cache included.
    pub memory: Value<Memory>,
    pub shared_buffers: Value<Memory>,
    pub work_mem: Value<Memory>,
    /// Every setting of the file, in order; includes the ones above.
    pub settings: Vec<Setting>,
    /// `vm.nr_hugepages`, where huge pages pay. Pages of 2 MiB.
    pub huge_pages: Option<Value<u64>>,
    /// `shm_size`, in a container.
    pub shared_memory: Option<Value<Memory>>,
    pub port: u16,
}

/// PgBouncer between a host's processes and PostgreSQL.
#[derive(Clone, Debug)]
pub struct Pgbouncer {
    pub why: Value<String>,
    /// Connections to PostgreSQL.
    pub default_pool_size: Value<u32>,
    pub reserve_pool_size: Value<u32>,
    /// Connections from Mastodon.
    pub max_client_conn: Value<u32>,
    /// `LimitNOFILE`.
    pub file_limit: Value<u32>,
    /// The rest of the `[pgbouncer]` section, by the version; without addresses, files and the above.
    pub settings: Vec<Setting>,
    pub port: u16,
}

impl Postgresql {
    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![shown_memory("Memory for PostgreSQL", &self.memory)];
        values.extend(self.settings.iter().map(Setting::shown));
        values.extend(self.huge_pages.iter().map(|pages| pages.shown("vm.nr_hugepages")));
        values.extend(
            self.shared_memory
                .iter()
                .map(|size| shown_memory("shm_size", size)),
        );
        values
    }
}

impl Pgbouncer {
    pub fn values(&self) -> Vec<Shown<'_>> {
        let mut values = vec![
            self.why.shown("PgBouncer"),
            self.default_pool_size.shown("default_pool_size"),
            self.reserve_pool_size.shown("reserve_pool_size"),
            self.max_client_conn.shown("max_client_conn"),
            self.file_limit.shown("LimitNOFILE"),
        ];
        values.extend(self.settings.iter().map(Setting::shown));
        values
    }
}
