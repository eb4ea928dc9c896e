//! Each Redis instance, started by the command line of its unit or its container.

use crate::programs::run;
use crate::read::plain::directives;
use crate::world::{World, in_world};
use crate::{BundleDir, Host, Report, Run};

mod instance;
mod program;
mod role;

use instance::{Instance, instances, prepare_folders};
pub(crate) use program::Program;
use role::{Role, address, is_lasting, policy};

/// What `redis-server@.service` of Debian and Ubuntu allows (`LimitNOFILE=`).
const OPEN_FILES: u64 = 65_535;

/// Starts each instance and asks it for what its file and its role demand.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("redis");
    for host in &bundle.hosts {
        let Some(instances) = report.take(instances(host)) else {
            continue;
        };
        report.expect(!instances.is_empty(), || {
            format!("{}: no file for Redis", host.name)
        });
        for instance in instances {
            let part = in_world(|world| {
                let mut part = Report::new("redis");
                let outcome = try_one(world, host, &instance, &mut part);
                part.take(outcome.map_err(|error| format!("{}: {error}", instance.file)));
                Ok(part)
            });
            if let Some(part) = report.take(part) {
                report.add(part);
            }
        }
    }
    report
}

fn try_one(world: &World, host: &Host, instance: &Instance, report: &mut Report) -> Result<(), String> {
    let settings = directives(&instance.text);
    let setting = |key: &str| {
        settings
            .iter()
            .rev()
            .find(|(k, _)| k == key)
            .map(|(_, v)| v.as_str())
    };
    let port: u16 = setting("port")
        .unwrap_or("6379")
        .parse()
        .map_err(|_| "port is no number")?;
    let user = instance.program.name();
    instance.program.install(world)?;
    world.write(&instance.file, &instance.text)?;
    world.own(&instance.file, user)?;
    world.write(
        "/etc/hosts",
        &format!("127.0.0.1 localhost {}\n", instance.address),
    )?;
    prepare_folders(world, host, instance, setting("dir").unwrap_or_default())?;

    let line: Vec<&str> = instance.line.iter().map(String::as_str).collect();
    let mut server = world.start(user, OPEN_FILES, &line)?;
    server.wait_for_port(port).map_err(|error| {
        format!(
            "{error} {}",
            setting("logfile")
                .map(|file| world.read(file))
                .unwrap_or_default()
        )
    })?;

    let env = host.env();
    let serves =
        |role: &Role| role.url(&env).and_then(|url| address(url)) == Some((instance.address.as_str(), port));
    let roles: Vec<Role> = Role::ALL.into_iter().filter(serves).collect();
    let name = instance.file.as_str();
    let Some(url) = roles.first().and_then(|role| role.url(&env)) else {
        return Err(format!("no REDIS_URL of {} leads to it", host.env_path()));
    };
    let port = port.to_string();
    let ask = |password: &str, args: &[&str]| -> Result<String, String> {
        let mut cli = world.command(user, "redis-cli")?;
        cli.env("REDISCLI_AUTH", password)
            .args(["--no-auth-warning", "-p", &port]);
        Ok(run(cli.args(["-h", &instance.address]).args(args))?.all())
    };
    let password = role::password(url);
    let answer = ask(password, &["PING"])?;
    if answer != "PONG" {
        return Err(format!("its URL does not log in: {answer}"));
    }
    for wrong in ["", "wrong"] {
        let answer = ask(wrong, &["PING"])?;
        report.expect(answer.contains("NOAUTH"), || {
            format!("{name}: with the password {wrong:?} it answers {answer:?}")
        });
    }

    let get = |key: &str| -> Result<String, String> {
        Ok(ask(password, &["CONFIG", "GET", key])?
            .lines()
            .nth(1)
            .unwrap_or_default()
            .to_owned())
    };
    for (key, value) in &settings {
        // The unit's own command line sets these two, and `save` may stand there often.
        if !["daemonize", "supervised", "save"].contains(&key.as_str()) {
            let got = get(key)?;
            report.expect(got == in_bytes(value), || {
                format!("{name}: {key} is {value:?}, redis-server has {got:?}")
            });
        }
    }
    let (got, wanted) = (get("maxmemory-policy")?, policy(&roles));
    report.expect(got == wanted, || {
        format!("{name}: holds {roles:?}, so maxmemory-policy should be {wanted}, is {got}")
    });
    let memory = get("maxmemory")?;
    report.expect(memory != "0", || format!("{name}: has no maxmemory"));
    let (save, log) = (get("save")?, get("appendonly")?);
    report.expect((!save.is_empty() || log == "yes") == is_lasting(&roles), || {
        format!("{name}: holds {roles:?}, save is {save:?} and appendonly is {log}")
    });
    if host.run == Run::Systemd {
        report.expect(roles.iter().any(|role| name.contains(role.name())), || {
            format!("{name}: serves {roles:?}")
        });
        only_loopback(world, report, name)?;
    }
    Ok(())
}

/// A Redis that other hosts reach is a Redis that others can try passwords on.
fn only_loopback(world: &World, report: &mut Report, name: &str) -> Result<(), String> {
    let sockets = run(world.command("root", "ss")?.args(["-Hltn"]))?.success()?;
    for socket in sockets.lines() {
        let local = socket.split_whitespace().nth(3).unwrap_or_default();
        report.expect(local.starts_with("127.") || local.starts_with("[::1]"), || {
            format!("{name}: listens on {local}")
        });
    }
    Ok(())
}

/// A value as `CONFIG GET` prints it: memory in bytes.
fn in_bytes(value: &str) -> String {
    for (unit, factor) in [("kb", 1 << 10), ("mb", 1 << 20), ("gb", 1_u64 << 30)] {
        let number = value.to_lowercase().strip_suffix(unit).map(str::parse::<u64>);
        if let Some(Ok(number)) = number {
            return (number * factor).to_string();
        }
    }
    value.to_owned()
}
