//! The private copy of the machine, started by its own systemd.

use std::fs;

use crate::daemon::Daemon;
use crate::programs::{self, Output, run};
use crate::world::World;

/// Services that Debian's packages enable; whatever else this machine starts stays off.
const ENABLED: &[&str] = &[
    "nginx.service",
    "pgbouncer.service",
    "postgresql.service",
    "redis-server.service",
];

/// A mail server elsewhere, where one was laid out.
const MAIL: &str = "/etc/systemd/system/mail.service";

/// Ended, with all that it started, when this is dropped.
pub(super) struct Machine {
    nspawn: Daemon,
}

impl Machine {
    pub(super) fn boot(world: &World) -> Result<Self, String> {
        programs::find("systemd-nspawn")?;
        let wants = "/etc/systemd/system/multi-user.target.wants";
        world.remove("/etc/systemd/system/timers.target.wants")?;
        world.remove(wants)?;
        world.folder(wants, "root")?;
        for unit in ENABLED {
            let mut link = world.command("root", "ln")?;
            let source = format!("/lib/systemd/system/{unit}");
            run(link.args(["-s", &source, &format!("{wants}/{unit}")]))?.success()?;
        }
        if world.path(MAIL).exists() {
            let mut link = world.command("root", "ln")?;
            run(link.args(["-s", MAIL, &format!("{wants}/mail.service")]))?.success()?;
        }
        let mut nspawn = world.start_machine()?;
        let ancestor = nspawn.pid();
        nspawn.wait("running systemd", || {
            let state = inside(ancestor, "systemctl is-system-running");
            state.is_ok_and(|state| ["running", "degraded"].contains(&state.all().as_str()))
        })?;
        Ok(Self { nspawn })
    }

    /// Runs a script inside, as its root.
    pub(super) fn run(&self, script: &str) -> Result<Output, String> {
        inside(self.nspawn.pid(), script)
    }
}

/// Enters the machine: its first process is the one descendant that is a systemd.
fn inside(ancestor: u32, script: &str) -> Result<Output, String> {
    let mut process = ancestor.to_string();
    while fs::read_to_string(format!("/proc/{process}/comm")).is_ok_and(|name| name != "systemd\n") {
        let children = fs::read_to_string(format!("/proc/{process}/task/{process}/children"));
        let children = children.unwrap_or_default();
        let child = children.split_whitespace().last();
        child
            .ok_or("the machine has not started")?
            .clone_into(&mut process);
    }
    let mut enter = programs::command("nsenter")?;
    run(enter.args(["-t", &process, "-a", "/bin/bash", "-c", script]))
}
