//! What the generated settings change, in PostgreSQL's own counters: the same work beside its defaults.

use std::fmt;

use crate::programs::run;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report};

use super::{Cluster, cluster, memory};

/// Some 220 MB of posts: more than the default of `shared_buffers`, less than a small host's.
const LOAD: &str = include_str!("counters/load.sql");
const TIMELINES: &str = include_str!("counters/timelines.sql");
const SORTS: &str = include_str!("counters/sorts.sql");
const IMPORT: &str = include_str!("counters/import.sql");

/// Counters that only grow, as PostgreSQL has them at one time.
const NAMES: [&str; 6] = [
    "blocks read",
    "blocks hit",
    "bytes of log",
    "temporary files",
    "blocks written by backends",
    "checkpoints by volume",
];

/// What one part of the work added to each counter.
#[derive(Clone, Copy, Debug)]
pub struct Counted([u64; 6]);

/// The parts of the work, one after the other.
#[derive(Clone, Copy, Debug)]
pub struct Run {
    /// Posts are read and liked, and some edited, all over the table.
    pub timelines: Counted,
    /// All posts of an account are put in order, 20 times.
    pub sorts: Counted,
    /// Posts are written by the hundred thousand.
    pub import: Counted,
    /// Whether whole pages are compressed in the log; npm's builds of PostgreSQL cannot.
    pub compresses_log: bool,
}

/// The same work with PostgreSQL's defaults and with what a bundle sets.
#[derive(Clone, Copy, Debug)]
pub struct Beside {
    pub version: u32,
    pub defaults: Run,
    pub generated: Run,
}

impl Counted {
    pub fn reads(&self) -> u64 {
        self.0[0]
    }

    pub fn bytes_of_log(&self) -> u64 {
        self.0[2]
    }

    pub fn temporary_files(&self) -> u64 {
        self.0[3]
    }

    /// Of blocks that had to make room while somebody waited; before PostgreSQL 16 new blocks of a table are among them.
    pub fn backend_writes(&self) -> u64 {
        self.0[4]
    }

    /// Not by time.
    pub fn requested_checkpoints(&self) -> u64 {
        self.0[5]
    }
}

/// Does the work twice in one cluster, on the same posts.
pub fn beside_the_defaults(bundle: &BundleDir) -> Result<Beside, String> {
    for host in &bundle.hosts {
        if let Some(cluster) = Cluster::of(host)? {
            return in_world(|world| beside(host, &cluster, world));
        }
    }
    Err("no host has a database".to_owned())
}

fn beside(host: &Host, cluster: &Cluster, world: &World) -> Result<Beside, String> {
    let mut report = Report::default();
    cluster.lay_out(host, world, &mut report)?;
    let generated = world.read(&cluster.file);
    let overrides = memory::overrides(cluster, world, &mut report)?;
    world.write(&cluster.file, "")?;
    let server = cluster.start(world, &[])?;
    perform(world, LOAD)?;
    let defaults = work(cluster, world)?;
    cluster::ask(world, "checkpoint")?;
    drop(server);
    world.write(&cluster.file, &generated)?;
    let _server = cluster.start(world, &overrides)?;
    Ok(Beside {
        version: cluster.version,
        defaults,
        generated: work(cluster, world)?,
    })
}

fn work(cluster: &Cluster, world: &World) -> Result<Run, String> {
    // What is in memory after it is what the settings keep there.
    perform(world, TIMELINES)?;
    cluster::ask(world, "checkpoint")?;
    let before = counters(world, cluster.version)?;
    let (timelines, after) = part(world, cluster.version, TIMELINES, &before)?;
    let (sorts, _) = part(world, cluster.version, SORTS, &after)?;
    cluster::ask(world, "checkpoint")?;
    let before = counters(world, cluster.version)?;
    let (import, _) = part(world, cluster.version, IMPORT, &before)?;
    Ok(Run {
        timelines,
        sorts,
        import,
        compresses_log: cluster::ask(world, "show wal_compression")? != "off",
    })
}

/// What a part added, and the counters after it.
fn part(world: &World, version: u32, sql: &str, before: &[u64; 6]) -> Result<(Counted, [u64; 6]), String> {
    perform(world, sql)?;
    let after = counters(world, version)?;
    let mut added = after;
    for (counter, before) in added.iter_mut().zip(before) {
        *counter -= before;
    }
    Ok((Counted(added), after))
}

fn perform(world: &World, sql: &str) -> Result<(), String> {
    const FILE: &str = "/tmp/work.sql";
    world.write(FILE, sql)?;
    run(cluster::psql(world)?.args(["-d", "postgres", "-f", FILE]))?.success()?;
    Ok(())
}

/// Other processes hand in their counts within a second.
fn counters(world: &World, version: u32) -> Result<[u64; 6], String> {
    cluster::ask(world, "select pg_sleep(1)")?;
    let checkpoints = if version >= 17 {
        "(select num_requested from pg_stat_checkpointer)"
    } else {
        "(select checkpoints_req from pg_stat_bgwriter)"
    };
    let writes = if version >= 16 {
        "(select sum(writes) from pg_stat_io where backend_type = 'client backend' and object = 'relation')"
    } else {
        "(select buffers_backend from pg_stat_bgwriter)"
    };
    let query = format!(
        "select concat_ws(' ', blks_read, blks_hit, (select wal_bytes from pg_stat_wal), temp_files, {writes}, {checkpoints}) \
         from pg_stat_database where datname = 'postgres'"
    );
    let line = cluster::ask(world, &query)?;
    let numbers: Result<Vec<u64>, _> = line.split(' ').map(str::parse).collect();
    let numbers = numbers.ok().and_then(|numbers| numbers.try_into().ok());
    numbers.ok_or_else(|| format!("counters are {line:?}"))
}

impl fmt::Display for Beside {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        writeln!(
            f,
            "| PostgreSQL {} | counter | defaults | generated |",
            self.version
        )?;
        writeln!(f, "|---|---|---|---|")?;
        let parts = [
            (
                "timelines",
                &self.defaults.timelines,
                &self.generated.timelines,
                0..3,
            ),
            ("sorts", &self.defaults.sorts, &self.generated.sorts, 3..4),
            ("import", &self.defaults.import, &self.generated.import, 4..6),
        ];
        for (part, defaults, generated, counters) in parts {
            for counter in counters {
                let (name, defaults, generated) = (NAMES[counter], defaults.0[counter], generated.0[counter]);
                writeln!(f, "| {part} | {name} | {defaults} | {generated} |")?;
            }
        }
        Ok(())
    }
}
