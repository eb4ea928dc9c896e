//! Which instances of Redis a host has, and how each is started.

use crate::compose::model;
use crate::world::World;
use crate::{Host, Run, systemd};

/// An instance, as its unit or its container starts it.
pub(super) struct Instance {
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

/// `redis-server@NAME` reads `/etc/redis/redis-NAME.conf`.
fn units(host: &Host) -> Vec<Instance> {
    let files = host.files().into_iter();
    files
        .filter(|file| file.path.starts_with("etc/redis/redis-"))
        .map(|file| {
            let path = format!("/{}", file.path);
            let line = [
                "/usr/bin/redis-server",
                &path,
                "--supervised",
                "systemd",
                "--daemonize",
                "no",
            ];
            Instance {
                line: line.map(str::to_owned).to_vec(),
                text: file.text(),
                address: "127.0.0.1".to_owned(),
                file: path,
            }
        })
        .collect()
}

fn containers(host: &Host) -> Result<Vec<Instance>, String> {
    let services = model::with_image(model::services(host)?, "redis");
    let instance = |service: model::Service| {
        let mounts = service.mounts();
        let mount = mounts
            .iter()
            .find(|mount| service.command().contains(&mount.target));
        let mount = mount.ok_or_else(|| format!("{}: mounts no redis.conf", service.name))?;
        let text =
            std::fs::read_to_string(&mount.source).map_err(|error| format!("{}: {error}", mount.source))?;
        Ok(Instance {
            file: mount.target.clone(),
            text,
            address: service.name.clone(),
            line: service.command(),
        })
    };
    services.into_iter().map(instance).collect()
}

/// Makes the folders that a package, a unit or a volume gives the program, and no other.
pub(super) fn prepare_folders(
    world: &World,
    host: &Host,
    instance: &Instance,
    dir: &str,
) -> Result<(), String> {
    world.folder("/var/lib/redis", "redis")?;
    world.folder("/var/log/redis", "redis")?;
    if host.run == Run::Compose {
        return world.folder(dir, "redis");
    }
    let name = instance
        .file
        .trim_start_matches("/etc/redis/redis-")
        .trim_end_matches(".conf");
    world.folder(&format!("/run/redis-{name}"), "redis")?;
    let made = systemd::state_folders(host, &format!("redis-server@{name}.service"));
    for folder in &made {
        world.folder(folder, "redis")?;
    }
    // The unit of Debian and Ubuntu sees every other folder read-only.
    if dir.starts_with("/var/lib/redis") || made.iter().any(|folder| dir.starts_with(folder)) {
        Ok(())
    } else {
        Err(format!("redis-server@{name}.service may not write to {dir}"))
    }
}
