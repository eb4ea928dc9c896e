//! PostgreSQL's settings for the memory that it really has.

use crate::plan::{Ledger, Postgresql, Rate, Setting};
use crate::rule::{Rule, Value};
use crate::spec::{Disk, Postgresql as Version, Run};
use crate::unit::Memory;

mod autovacuum;
mod container;
mod costs;
mod data;
mod huge_pages;
mod memory;
mod parallel;
#[cfg(test)]
mod pgtune;
mod wal;
mod watch;

pub(crate) use autovacuum::RULE as AUTOVACUUM;
pub(crate) use container::RULE as CONTAINER;
pub(crate) use costs::{DISK, JIT, STATISTICS};
pub(crate) use huge_pages::{PAGES, WHEN as HUGE_PAGES};
pub(crate) use memory::{
    CACHE, HASH_MEM_MULTIPLIER, MAINTENANCE, SHARED_BUFFERS, WORK_MEM, WORK_MEM_DEFAULT,
};
pub(crate) use parallel::{IO_METHOD, WORKERS as PARALLEL};
pub(crate) use wal::{BUFFERS as WAL_BUFFERS, CHECKPOINTS, COMPRESSION as WAL_COMPRESSION};
pub(crate) use watch::RULE as WATCH;

use data::Data;

/// PostgreSQL's default.
const PORT: u16 = 5432;

/// What the settings follow from.
pub(crate) struct Ground<'a> {
    pub(crate) memory: &'a Value<Memory>,
    /// After a year.
    pub(crate) database: Memory,
    pub(crate) connections: &'a Ledger,
    pub(crate) peak_jobs: Rate,
    pub(crate) cores: u32,
    pub(crate) disk: Disk,
    /// As it was given, or as a year needs it.
    pub(crate) disk_size: Memory,
    pub(crate) version: Version,
    pub(crate) run: Run,
}

pub(crate) fn postgresql(ground: &Ground) -> Postgresql {
    let data = Data::new(ground.database, ground.memory.value);
    let workers = parallel::workers(ground.cores);
    let shared_buffers = memory::shared_buffers(ground.memory.value);
    let maintenance = memory::maintenance_work_mem(ground.memory.value);
    let work_mem = memory::work_mem(
        ground.memory.value,
        shared_buffers.value,
        maintenance.value,
        ground.connections.server_connections,
        workers.worker_processes,
        data,
    );
    let max_connections = &ground.connections.max_connections;
    let huge_pages = huge_pages::pages(shared_buffers.value, max_connections.value, ground.run);
    let shared_memory = container::shared_memory(work_mem.value, maintenance.value, ground.run);
    let mut settings = vec![
        setting(
            "max_connections",
            max_connections.clone().map(|number| number.to_string()),
        ),
        setting("shared_buffers", shared_buffers.clone().map(Memory::postgresql)),
        setting(
            "effective_cache_size",
            memory::effective_cache_size(ground.memory.value).map(Memory::postgresql),
        ),
        setting("work_mem", work_mem.clone().map(Memory::postgresql)),
        setting("hash_mem_multiplier", memory::hash_mem_multiplier()),
        setting(
            "maintenance_work_mem",
            maintenance.clone().map(Memory::postgresql),
        ),
        setting("huge_pages", huge_pages::huge_pages(shared_buffers.value)),
    ];
    let for_autovacuum = memory::autovacuum_work_mem(maintenance.value);
    settings.extend(for_autovacuum.map(|each| setting("autovacuum_work_mem", each.map(Memory::postgresql))));
    settings.extend(wal::settings(
        shared_buffers.value,
        ground.peak_jobs,
        ground.disk_size,
        ground.version,
    ));
    settings.extend(costs::settings(ground.disk, ground.version, data));
    settings.extend(workers.settings);
    settings.extend(parallel::io(ground.version, ground.cores));
    settings.extend(autovacuum::settings(ground.cores, ground.disk, ground.database));
    settings.extend(watch::settings());
    Postgresql {
        memory: ground.memory.clone(),
        shared_buffers,
        work_mem,
        settings,
        huge_pages,
        shared_memory,
        port: PORT,
    }
}

fn setting(name: &'static str, value: Value<String>) -> Setting {
    Setting { name, value }
}

fn fixed(name: &'static str, value: &str, rule: &'static Rule, working: &str) -> Setting {
    Setting {
        name,
        value: Value::new(value.to_owned(), rule, working),
    }
}
