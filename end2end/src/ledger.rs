//! The books, kept a second time from the files alone: connections, queues, the one
//! scheduler, times to stop.

use std::fs;

use crate::compose::model::{self, Service};
use crate::read::plain::assignments;
use crate::read::sections::Sections;
use crate::{BundleDir, Host, Report, Run};

mod process;
mod queues;

use process::{Kind, Process, processes};

/// PostgreSQL's own reserve for its administrator, unless the file says another.
const SUPERUSER_RESERVED: u64 = 3;

/// A migration and somebody's `psql` must fit in beside everything that runs.
const ROOM_FOR_PEOPLE: u64 = 2;

/// Rails' pool, where neither `DB_POOL` nor `MAX_THREADS` is set.
const RAILS_POOL: u64 = 5;

/// node-pg's pool, as Mastodon's streaming sets it without `DB_POOL`.
const STREAMING_POOL: u64 = 10;

/// Reads what each host starts, and adds it up.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("ledger");
    for host in &bundle.hosts {
        let Some(processes) = report.take(processes(host)) else {
            continue;
        };
        let outcome = connections(bundle, host, &processes, &mut report);
        report.take(outcome.map_err(|error| format!("{}: {error}", host.name)));
        threads(bundle, &processes, &mut report);
        queues::check(bundle, host, &processes, &mut report);
    }
    report
}

fn number(process: &Process, key: &str) -> Option<u64> {
    process.env.get(key)?.parse().ok()
}

/// Connections that one process may hold, by `config/database.yml` and `streaming/`.
fn pool(version: (u32, u32), process: &Process) -> u64 {
    let own = number(process, "DB_POOL");
    let rails = number(process, "MAX_THREADS").unwrap_or(RAILS_POOL);
    match &process.kind {
        Kind::Web => own.unwrap_or(rails) * number(process, "WEB_CONCURRENCY").unwrap_or(2).max(1),
        Kind::Sidekiq(sidekiq) if version >= (4, 3) => own.unwrap_or(sidekiq.threads),
        Kind::Sidekiq(_) => own.unwrap_or(rails),
        Kind::Streaming if version >= (4, 2) => own.unwrap_or(STREAMING_POOL),
        Kind::Streaming => {
            let each = if version == (4, 1) {
                own.unwrap_or(STREAMING_POOL)
            } else {
                STREAMING_POOL
            };
            each * number(process, "STREAMING_CLUSTER_NUM").unwrap_or(1)
        }
    }
}

/// Every pool that may fill fits into what it fills from.
fn connections(
    bundle: &BundleDir,
    host: &Host,
    processes: &[Process],
    report: &mut Report,
) -> Result<(), String> {
    let Some(settings) = postgresql_conf(host)? else {
        return Ok(());
    };
    let setting = |name: &str| {
        let value = settings
            .iter()
            .rev()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value);
        value.and_then(|value| value.parse::<u64>().ok())
    };
    let most = setting("max_connections").ok_or("max_connections is not set")?;
    let reserved = setting("superuser_reserved_connections").unwrap_or(SUPERUSER_RESERVED)
        + setting("reserved_connections").unwrap_or(0);
    let room = most.saturating_sub(reserved);
    let wanted: u64 = processes
        .iter()
        .map(|process| process.count * pool(bundle.mastodon, process))
        .sum();
    report.expect(wanted > 0, || {
        format!("{}: no process of Mastodon's is started", host.name)
    });
    let Some(ini) = pgbouncer_ini(host)? else {
        report.expect(wanted + ROOM_FOR_PEOPLE <= room, || {
            format!("{}: pools of {wanted}, max_connections leaves {room}", host.name)
        });
        return Ok(());
    };
    let set = |key: &str| {
        ini.get("pgbouncer", key)
            .and_then(|value| value.parse::<u64>().ok())
    };
    let clients = set("max_client_conn").unwrap_or(100);
    report.expect(wanted + ROOM_FOR_PEOPLE <= clients, || {
        format!("{}: pools of {wanted}, max_client_conn is {clients}", host.name)
    });
    let pools = set("default_pool_size").unwrap_or(20) + set("reserve_pool_size").unwrap_or(0);
    report.expect(pools + ROOM_FOR_PEOPLE <= room, || {
        format!(
            "{}: PgBouncer may open {pools}, max_connections leaves {room}",
            host.name
        )
    });
    Ok(())
}

fn postgresql_conf(host: &Host) -> Result<Option<Vec<(String, String)>>, String> {
    let text = match host.run {
        Run::Systemd => {
            let files = host.files();
            let mut conf = files
                .iter()
                .filter(|file| file.path.starts_with("etc/postgresql/"));
            conf.next().map(crate::File::text)
        }
        Run::Compose => mounted(&model::services(host)?, "/mastodon.conf"),
    };
    Ok(text.map(|text| assignments(&text)))
}

fn pgbouncer_ini(host: &Host) -> Result<Option<Sections>, String> {
    let text = match host.run {
        Run::Systemd => host.text("etc/pgbouncer/pgbouncer.ini"),
        Run::Compose => mounted(&model::services(host)?, "pgbouncer.ini"),
    };
    Ok(text.map(|text| Sections::parse(&text)))
}

fn mounted(services: &[Service], name: &str) -> Option<String> {
    let mut mounts = services.iter().flat_map(Service::mounts);
    let mount = mounts.find(|mount| mount.target.ends_with(name))?;
    fs::read_to_string(mount.source).ok()
}

/// A thread that finds no connection fails its job or its request.
fn threads(bundle: &BundleDir, processes: &[Process], report: &mut Report) {
    for process in processes {
        let threads = match &process.kind {
            Kind::Sidekiq(sidekiq) => sidekiq.threads,
            Kind::Web => {
                let workers = number(process, "WEB_CONCURRENCY").unwrap_or(2).max(1);
                workers * number(process, "MAX_THREADS").unwrap_or(RAILS_POOL)
            }
            Kind::Streaming => 1,
        };
        let pool = pool(bundle.mastodon, process);
        report.expect(threads > 0 && pool >= threads, || {
            format!("{}: {threads} threads and a pool of {pool}", process.name)
        });
    }
}
