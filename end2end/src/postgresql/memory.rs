//! Whether the memory that the settings ask for is there: in the plan, and on this machine.

use std::fs;

use super::Cluster;
use crate::world::{World, in_world};
use crate::{BundleDir, Report};

/// What this machine keeps for itself. A start only sets memory aside, so what other
/// programs use at the moment does not count.
const SPARE_MIB: u64 = 4096;

/// The shared memory in MiB that each host's settings add up to, without a start.
pub fn shared_memory_mib(bundle: &BundleDir) -> Result<Vec<u64>, String> {
    let mut sizes = Vec::new();
    for host in &bundle.hosts {
        if let Some(cluster) = Cluster::of(host)? {
            sizes.push(in_world(|world| {
                cluster.lay_out(host, world, &mut Report::default())?;
                shared_mib(&cluster, world)
            })?);
        }
    }
    Ok(sizes)
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
    let machine = machine_mib();
    if shared + SPARE_MIB > machine {
        overrides.push("shared_buffers=128MB");
        report.skip(format!(
            "{}: start with {shared} MiB of shared memory: this machine has less",
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

fn machine_mib() -> u64 {
    let text = fs::read_to_string("/proc/meminfo").unwrap_or_default();
    let line = text.lines().find_map(|line| line.strip_prefix("MemTotal:"));
    let kib = line.and_then(|line| line.trim().trim_end_matches(" kB").parse::<u64>().ok());
    kib.unwrap_or(0) >> 10
}
