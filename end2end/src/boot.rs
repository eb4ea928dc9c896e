//! A whole host: the copy of this machine boots with systemd, the runbook's own commands
//! are typed in, and `verify.sh` has the last word.
//!
//! Mastodon itself is not here. A stand-in answers in its place, under the generated
//! units and all that they forbid.

use std::fs;

use crate::postgresql::Cluster;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report, Run, nginx};

mod lifecycle;
mod machine;
mod mail;
mod mastodon;
mod runbook;

pub use lifecycle::{changed_twice, media_get_a_name, moved_to_valkey, taken_over, taken_over_in_containers};
use machine::Machine;

/// Boots each host that runs Mastodon under systemd on this machine's distribution.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("boot");
    if bundle.distribution != this_distribution() {
        report.skip(format!(
            "boot of {}: this machine is another",
            bundle.distribution
        ));
        return report;
    }
    for host in bundle
        .hosts
        .iter()
        .filter(|host| host.run == Run::Systemd && is_new(host))
    {
        let cluster = report.take(Cluster::of(host)).flatten();
        let Some(cluster) = cluster else { continue };
        if !cluster.build.is_packaged() {
            report.skip(format!(
                "boot with PostgreSQL {}: its packages are not here",
                cluster.version
            ));
            continue;
        }
        let part = in_world(|world| {
            let mut part = Report::new("boot");
            let outcome = try_host(bundle, host, &cluster, world, &mut part);
            part.take(outcome.map_err(|error| format!("{}: {error}", host.name)));
            Ok(part)
        });
        if let Some(part) = report.take(part) {
            report.add(part);
        }
    }
    report
}

/// The runbook of a server that exists starts from what that server has.
fn is_new(host: &Host) -> bool {
    host.text("root/mastodon-setup/database.sql").is_some()
}

/// As `howdah.yaml` names it: `debian-12`.
fn this_distribution() -> String {
    let text = fs::read_to_string("/etc/os-release").unwrap_or_default();
    let value = |key: &str| {
        let line = text
            .lines()
            .find_map(|line| line.strip_prefix(key)?.strip_prefix('='));
        line.unwrap_or_default().trim_matches('"').to_owned()
    };
    format!("{}-{}", value("ID"), value("VERSION_ID"))
}

fn try_host(
    bundle: &BundleDir,
    host: &Host,
    cluster: &Cluster,
    world: &World,
    report: &mut Report,
) -> Result<(), String> {
    cluster.put_empty(world)?;
    prepare(bundle, host, world)?;
    let machine = Machine::boot(world)?;
    for step in runbook::steps(bundle)? {
        let output = machine.run(&step.script())?;
        let told = |error| format!("RUNBOOK.md, {}: {error}", step.title);
        report.take(output.success().map_err(told));
    }
    once_only(host, &machine, report)?;
    last_word(bundle, &machine, report)
}

/// What the runbook takes for granted or fetches from elsewhere: packages, Mastodon, a
/// certificate, an account at a mail provider.
fn prepare(bundle: &BundleDir, host: &Host, world: &World) -> Result<(), String> {
    world.copy(&bundle.root, runbook::FOLDER)?;
    mastodon::lay_out(world, &mastodon::OF_THE_GUIDE, bundle.mastodon)?;
    let env = format!("{}/{}/{}", runbook::FOLDER, host.name, host.env_path());
    fill_in(world, &env)?;
    nginx::certificates_of(host, world)?;
    mail::lay_out(world, MAIL)
}

/// Where the marks of a mail provider lead.
const MAIL: &str = "mail.example.net";

/// An admin's answers in the places of a new server's file.
fn fill_in(world: &World, env: &str) -> Result<(), String> {
    let text = world.read(env).replace("CHANGE_ME_SMTP_SERVER", MAIL);
    world.write(env, &text.replace("CHANGE_ME", "filled_in"))
}

/// A second scheduler cannot be started; one more process for another queue can.
fn once_only(host: &Host, machine: &Machine, report: &mut Report) -> Result<(), String> {
    let units = crate::systemd::units(host);
    let serves = |unit: &&crate::systemd::Unit, queue: &str| {
        let command = unit.command();
        command
            .windows(2)
            .any(|pair| pair[0] == "-q" && pair[1].split(',').next() == Some(queue))
    };
    if let Some(unit) = units.iter().find(|unit| serves(unit, "scheduler")) {
        let name = unit.name.trim_end_matches(".service");
        let second = machine.run(&format!("systemctl start {name}@2.service"))?;
        report.expect(!second.ok, || format!("{}: a second scheduler starts", unit.path));
    }
    for unit in units
        .iter()
        .filter(|unit| unit.is_template() && serves(unit, "push"))
    {
        let name = unit.name.replace("@.", "@9.");
        let more = machine.run(&format!(
            "systemctl start {name} && sleep 1 && systemctl is-active {name} && systemctl stop {name}"
        ))?;
        report.take(more.success().map_err(|error| format!("{name}: {error}")));
    }
    Ok(())
}

/// What `verify.sh` asks of a bucket that nobody has here, and of pages that would name it.
const STORE: &[&str] = &[
    "the bucket ",
    "nobody can read it ",
    "browsers may use it ",
    "it can be deleted",
    "pages may not show ",
];

/// `verify.sh` on the running host. The kernel is this machine's, whose settings stay.
fn last_word(bundle: &BundleDir, machine: &Machine, report: &mut Report) -> Result<(), String> {
    let patience = bundle
        .patience_seconds
        .map(|seconds| format!("PATIENCE={seconds} "));
    let patience = patience.unwrap_or_default();
    let verify = format!("cd {} && {patience}sh */verify.sh", runbook::FOLDER);
    let output = machine.run(&verify)?;
    for line in output.out.lines() {
        let failed = line.strip_prefix("FAIL  ").unwrap_or_default();
        let is_kernels = ["vm.", "net.", "fs."].iter().any(|kind| failed.starts_with(kind));
        if is_kernels || STORE.iter().any(|asked| failed.starts_with(asked)) {
            report.skip(format!("verify.sh: {failed}"));
        } else if line.starts_with("OK ") {
            report.held += 1;
        } else if line.starts_with("FAIL") {
            let journal = machine
                .run("journalctl --no-pager -p warning -n 30 -o cat")?
                .all();
            report.fail(format!("verify.sh: {line}\n{}\n{journal}", output.all()));
            return Ok(());
        }
    }
    report.expect(output.out.contains("OK "), || {
        format!("verify.sh says {}", output.all())
    });
    Ok(())
}
