//! PostgreSQL: a real cluster of the plan's own version reads the generated settings.

use std::fs;

use crate::{
    BundleDir, Host, Report, Run,
    read::plain::assignments,
    world::{World, in_world},
};

mod build;
pub(crate) mod cluster;

pub(crate) use build::client;
pub(crate) use cluster::Cluster;

/// What the machine must keep for itself and for the other checks.
const SPARE_MIB: u64 = 4096;

/// Reads the settings of each host's cluster, and starts it.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("postgresql");
    for host in &bundle.hosts {
        let Some(Some(cluster)) = report.take(Cluster::of(host)) else {
            continue;
        };
        let part = in_world(|world| {
            let mut part = Report::new("postgresql");
            let outcome = try_cluster(host, &cluster, world, &mut part);
            let told = |error| format!("{}/{}: {error}", host.name, cluster.source);
            part.take(outcome.map_err(told));
            Ok(part)
        });
        if let Some(part) = report.take(part) {
            report.add(part);
        }
    }
    report
}

fn try_cluster(host: &Host, cluster: &Cluster, world: &World, report: &mut Report) -> Result<(), String> {
    cluster.lay_out(host, world, report)?;
    let settings = assignments(&world.read(&cluster.file));
    report.expect(!settings.is_empty(), || {
        format!("{}: sets nothing", cluster.source)
    });
    for (name, _) in &settings {
        let known = cluster.value(world, name);
        report.take(known.map_err(|error| format!("{}: {name}: {error}", cluster.source)));
    }
    // PostgreSQL takes any name with a dot in it, known or not.
    let loaded = cluster.value(world, "shared_preload_libraries")?;
    for (name, _) in settings.iter().filter(|(name, _)| name.contains('.')) {
        let library = name.split('.').next().unwrap_or_default();
        report.expect(loaded.split(',').any(|known| known.trim() == library), || {
            format!("{}: {name}: {library} is not loaded", cluster.source)
        });
    }
    memory(cluster, world, report)?;
    let overrides = overrides(cluster, world, report)?;
    let server = cluster.start(world, &overrides)?;
    let query = format!(
        "select name || ' = ' || setting || coalesce(': ' || error, ': overridden') \
         from pg_file_settings where sourcefile = '{}' and not applied",
        cluster.file
    );
    for line in cluster::ask(world, &query)?.lines() {
        report.fail(format!("{}: {line}", cluster.source));
    }
    let applied = format!(
        "select count(*) from pg_file_settings where sourcefile = '{}' and applied",
        cluster.file
    );
    let applied = cluster::ask(world, &applied)?;
    report.expect(applied == settings.len().to_string(), || {
        format!(
            "{}: {} settings, {applied} applied",
            cluster.source,
            settings.len()
        )
    });
    let waiting = cluster::ask(world, "select name from pg_settings where pending_restart")?;
    report.expect(waiting.is_empty(), || {
        format!("{}: pending: {waiting}", cluster.source)
    });
    reachable(host, cluster, world, report)?;
    let log = server.log();
    for line in log.lines() {
        let grave = ["WARNING:", "ERROR:", "FATAL:", "PANIC:"];
        // Connections that came before it was ready are the check's own.
        if grave.iter().any(|level| line.contains(level)) && !line.contains("starting up") {
            report.fail(format!("{}: PostgreSQL's log: {line}", cluster.source));
        }
    }
    Ok(())
}

/// The shared memory that the settings add up to is within what the unit or container gets.
fn memory(cluster: &Cluster, world: &World, report: &mut Report) -> Result<(), String> {
    let Some(limit) = cluster.memory else {
        return Ok(());
    };
    let shared = shared_mib(cluster, world)?;
    let limit = limit >> 20;
    report.expect(shared <= limit, || {
        format!(
            "{}: {shared} MiB of shared memory, but a limit of {limit} MiB",
            cluster.source
        )
    });
    Ok(())
}

/// From 15 on the server works out its shared memory to the page; before, its buffers stand for it.
fn shared_mib(cluster: &Cluster, world: &World) -> Result<u64, String> {
    let (name, per_mib) = if cluster.version >= 15 {
        ("shared_memory_size", 1)
    } else {
        ("shared_buffers", 128)
    };
    let text = cluster.value(world, name)?;
    let number: u64 = text.parse().map_err(|_| format!("{name} is {text:?}"))?;
    Ok(number / per_mib)
}

/// Settings that ask for more than this machine has, for the start only.
pub(crate) fn overrides(
    cluster: &Cluster,
    world: &World,
    report: &mut Report,
) -> Result<Vec<&'static str>, String> {
    let mut overrides = Vec::new();
    let shared = shared_mib(cluster, world)?;
    let available = available_mib();
    if shared + SPARE_MIB > available {
        overrides.push("shared_buffers=128MB");
        report.skip(format!(
            "{}: start with {shared} MiB of shared memory: {available} MiB are free here",
            cluster.source
        ));
    }
    if cluster.value(world, "huge_pages")? == "on" {
        overrides.push("huge_pages=try");
        report.skip(format!(
            "{}: huge_pages = on: none are reserved here",
            cluster.source
        ));
    }
    Ok(overrides)
}

fn available_mib() -> u64 {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemAvailable:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) >> 10
}

/// Other containers must reach it; on a host of its own only this host may.
fn reachable(host: &Host, cluster: &Cluster, world: &World, report: &mut Report) -> Result<(), String> {
    let listens = cluster::ask(world, "show listen_addresses")?;
    let good = match host.run {
        Run::Compose => listens == "*" || listens == "0.0.0.0",
        Run::Systemd => !listens.contains('*') && !listens.contains("0.0.0.0"),
    };
    report.expect(good, || format!("{}: listens on {listens:?}", cluster.source));
    Ok(())
}
