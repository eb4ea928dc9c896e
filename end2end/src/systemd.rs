//! systemd: every unit and drop-in, and instances of every template, read by the real
//! programs beside the distribution's own units.

use crate::programs::run;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report, Run};

mod unit;
mod upstream;

use unit::units_with_drop_ins;
pub(crate) use unit::{Unit, open_files, state_folders, units};

/// Checks the units of each host that runs Mastodon under systemd.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("systemd");
    for host in &bundle.hosts {
        if host.run == Run::Compose && units_with_drop_ins(host).is_empty() && units(host).is_empty() {
            continue;
        }
        let part = in_world(|world| {
            let mut part = Report::new("systemd");
            let outcome = try_host(host, world, &mut part);
            part.take(outcome.map_err(|error| format!("{}: {error}", host.name)));
            Ok(part)
        });
        if let Some(part) = report.take(part) {
            report.add(part);
        }
    }
    report
}

fn try_host(host: &Host, world: &World, report: &mut Report) -> Result<(), String> {
    let units = units(host);
    world.lay_out(&host.folder)?;
    for program in units.iter().flat_map(Unit::programs) {
        if !world.path(&program).exists() {
            world.write(&program, "#!/bin/sh\n")?;
            world.mode(&program, 0o755)?;
        }
    }
    let mut names: Vec<String> = units
        .iter()
        .flat_map(|unit| instances(&unit.name, host))
        .collect();
    for unit in units_with_drop_ins(host) {
        if !units.iter().any(|own| own.name == unit) {
            stand_in(world, &unit)?;
            names.extend(instances(&unit, host));
        }
    }
    verify(world, host, &names, report)?;
    for unit in units
        .iter()
        .filter(|unit| unit.sections.section("Install").next().is_some())
    {
        for name in instances(&unit.name, host) {
            let mut enable = world.command("root", "systemctl")?;
            let outcome = run(enable.args(["--root=/", "enable", &name]))?.success();
            report.take(outcome.map_err(|error| format!("{}: enable: {error}", unit.path)));
        }
    }
    for unit in units.iter().filter(|unit| unit.starts_program()) {
        report.expect(unit.sections.section("Install").next().is_some(), || {
            format!("{}: cannot be enabled: it has no [Install]", unit.path)
        });
        exposure(world, unit, report)?;
    }
    Ok(())
}

/// A unit's name, or names of instances where it is a template: those that the host
/// has, else one of any name.
fn instances(unit: &str, host: &Host) -> Vec<String> {
    let Some((name, kind)) = unit.split_once("@.") else {
        return vec![unit.to_owned()];
    };
    let texts: Vec<String> = host.files().iter().map(crate::File::text).collect();
    let mut found: Vec<String> = Vec::new();
    for text in &texts {
        for (_, rest) in text
            .match_indices(&format!("{name}@"))
            .map(|(at, hit)| (at, &text[at + hit.len()..]))
        {
            let end = rest
                .find(|letter: char| !letter.is_ascii_alphanumeric())
                .unwrap_or(rest.len());
            if rest[end..].starts_with(&format!(".{kind}")) && end > 0 {
                found.push(format!("{name}@{}.{kind}", &rest[..end]));
            }
        }
    }
    found.sort();
    found.dedup();
    if found.is_empty() {
        found.push(format!("{name}@1.{kind}"));
    }
    found
}

/// The distribution's unit under a drop-in. Where its package is not installed here,
/// a plain service takes its place.
fn stand_in(world: &World, unit: &str) -> Result<(), String> {
    let template = unit.split_once('@').map(|(name, _)| format!("{name}@.service"));
    let names = [Some(unit.to_owned()), template];
    let places = ["/lib/systemd/system/", "/usr/lib/systemd/system/"];
    let there = names.iter().flatten().any(|name| {
        places
            .iter()
            .any(|place| world.path(format!("{place}{name}")).exists())
    });
    if there {
        return Ok(());
    }
    world.write(
        &format!("/lib/systemd/system/{unit}"),
        "[Service]\nExecStart=/bin/true\n",
    )
}

/// No message at all: `verify` ends well on a misspelt key, and only prints that it
/// ignores it.
fn verify(world: &World, host: &Host, names: &[String], report: &mut Report) -> Result<(), String> {
    let mut verify = world.command("root", "systemd-analyze")?;
    verify
        .args(["verify", "--man=no", "--recursive-errors=yes"])
        .args(names);
    let output = run(&mut verify)?;
    let words = output.all();
    report.expect(output.ok && words.is_empty(), || {
        format!("{}: systemd-analyze verify: {words}", host.name)
    });
    report.held += names.len();
    Ok(())
}

/// A unit may be no more open to attack than the one it takes the place of.
fn exposure(world: &World, unit: &Unit, report: &mut Report) -> Result<(), String> {
    let Some(theirs) = upstream::counterpart(&unit.name) else {
        return Ok(());
    };
    let place = format!("/tmp/upstream/{}", unit.name);
    world.write(&place, &theirs)?;
    let (ours, theirs) = (score(world, &format!("/{}", unit.path))?, score(world, &place)?);
    report.expect(ours <= theirs, || {
        let tenths = |score: u32| format!("{}.{}", score / 10, score % 10);
        format!(
            "{}: exposure {}, upstream's unit has {}",
            unit.path,
            tenths(ours),
            tenths(theirs)
        )
    });
    Ok(())
}

/// The exposure in tenths: `systemd-analyze security` prints "…: 1.6 OK".
fn score(world: &World, path: &str) -> Result<u32, String> {
    let mut security = world.command("root", "systemd-analyze")?;
    let said = run(security.args(["security", "--offline=yes", "--no-pager", path]))?.all();
    let score = said.rsplit_once("exposure level for").and_then(|(_, rest)| {
        rest.split_once(": ")?
            .1
            .split_whitespace()
            .next()?
            .replace('.', "")
            .parse()
            .ok()
    });
    score.ok_or_else(|| format!("systemd-analyze security {path}: {said}"))
}
