//! PostgreSQL: a real cluster of the plan's own version reads the generated settings.

use crate::read::plain::assignments;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report, Run};

mod build;
pub(crate) mod cluster;
mod counters;
pub(crate) mod memory;

pub(crate) use build::client;
pub(crate) use cluster::Cluster;
pub use counters::{Beside, Counted, beside_the_defaults};
pub use memory::shared_memory_mib;

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
    let overrides = memory::overrides(cluster, world, report)?;
    let server = cluster.start(world, &overrides)?;
    // What the start overrode is not the file's fault.
    let ours = format!(
        "from pg_file_settings where sourcefile = '{}' and not '{}' like '%' || name || '=%'",
        cluster.file,
        overrides.join(" ")
    );
    let query = format!(
        "select name || ' = ' || setting || coalesce(': ' || error, ': overridden') {ours} and not applied"
    );
    for line in cluster::ask(world, &query)?.lines() {
        report.fail(format!("{}: {line}", cluster.source));
    }
    let applied: usize = cluster::ask(world, &format!("select count(*) {ours} and applied"))?
        .parse()
        .map_err(|_| "pg_file_settings has no count")?;
    let expected = settings.len() - overrides.len();
    report.expect(applied == expected, || {
        format!("{}: {expected} settings, {applied} applied", cluster.source)
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
