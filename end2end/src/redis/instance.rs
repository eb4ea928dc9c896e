//! Which instances of Redis a host has, and how each is started.

use super::program::Program;
use crate::compose::model;
use crate::world::World;
use crate::{Host, Run, systemd};

/// An instance, as its unit or its container starts it.
pub(super) struct Instance {
    pub(super) program: Program,
    /// Its file, as the host or the container sees it.
    pub(super) file: String,
    /// The file's text.
    pub(super) text: String,
    /// The name by which Mastodon reaches it.
    pub(super) address: String,
    pub(super) line: Vec<String>,
}

/// Every instance of a host.
pub(super) fn instances(host: &Host) -> Result<Vec<Instance>, String> {
    match host.run {
        Run::Systemd => Ok(units(host)),
        Run::Compose => containers(host),
    }
}

/// `redis-server@NAME` reads `/etc/redis/redis-NAME.conf`, and Valkey's the same with its name.
fn units(host: &Host) -> Vec<Instance> {
    let mut found = Vec::new();
    for program in Program::ALL {
        let name = program.name();
        let files = host.files().into_iter();
        let files = files.filter(|file| file.path.starts_with(&format!("etc/{name}/{name}-")));
        found.extend(files.map(|file| {
            let path = format!("/{}", file.path);
            let server = format!("/usr/bin/{name}-server");
            let line = [&server, &path, "--supervised", "systemd", "--daemonize", "no"];
            Instance {
                program,
                line: line.map(str::to_owned).to_vec(),
                text: file.text(),
                address: "127.0.0.1".to_owned(),
                file: path,
            }
        }));
    }
    found
}

fn containers(host: &Host) -> Result<Vec<Instance>, String> {
    let mut found = Vec::new();
    for program in Program::ALL {
        for service in model::with_image(model::services(host)?, program.image()) {
            found.push(container(program, &service)?);
        }
    }
    Ok(found)
}

fn container(program: Program, service: &model::Service) -> Result<Instance, String> {
    let mounts = service.mounts();
    let mount = mounts
        .iter()
        .find(|mount| service.command().contains(&mount.target));
    let mount = mount.ok_or_else(|| format!("{}: mounts no file of settings", service.name))?;
    let text =
        std::fs::read_to_string(&mount.source).map_err(|error| format!("{}: {error}", mount.source))?;
    Ok(Instance {
        program,
        file: mount.target.clone(),
        text,
        address: service.name.clone(),
        line: service.command(),
    })
}

/// Makes the folders that a unit or a volume gives the program, and no other.
pub(super) fn prepare_folders(
    world: &World,
    host: &Host,
    instance: &Instance,
    dir: &str,
) -> Result<(), String> {
    let program = instance.program.name();
    if host.run == Run::Compose {
        return world.folder(dir, program);
    }
    let name = instance
        .file
        .trim_start_matches(&format!("/etc/{program}/{program}-"))
        .trim_end_matches(".conf");
    world.folder(&format!("/run/{program}-{name}"), program)?;
    let unit = format!("{program}-server@{name}.service");
    let made = systemd::state_folders(host, &unit);
    for folder in &made {
        world.folder(folder, program)?;
    }
    // The unit of Debian and Ubuntu sees every other folder read-only.
    if dir.starts_with(&format!("/var/lib/{program}")) || made.iter().any(|folder| dir.starts_with(folder)) {
        Ok(())
    } else {
        Err(format!("{unit} may not write to {dir}"))
    }
}
