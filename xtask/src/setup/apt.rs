//! Debian and Ubuntu packages.

use std::fs;
use std::path::Path;
use std::process::Command;

use crate::run::{Result, output, run, succeeds};

/// Asked by Debian's packages before they start a service: exit code 101 forbids it.
const POLICY: &str = "/usr/sbin/policy-rc.d";
const POLICY_SCRIPT: &str = "#!/bin/sh\nexit 101\n";

/// Installs those of `packages` that are missing, without starting any service.
pub(crate) fn ensure(packages: &[&str]) -> Result {
    let missing: Vec<_> = packages
        .iter()
        .copied()
        .filter(|package| !is_installed(package))
        .collect();
    if missing.is_empty() {
        return Ok(());
    }
    let list = missing.join(" ");
    if !succeeds(Command::new("apt-get").arg("--version")) {
        return Err(format!("there is no apt-get here; install yourself what Debian calls: {list}").into());
    }
    println!("Installing Debian packages: {list}");
    let _policy = NoServices::begin()?;
    run(as_root("apt-get")?.args(["update", "-qq"]))?;
    run(as_root("apt-get")?
        .args([
            "install",
            "-qq",
            "--yes",
            "--no-install-recommends",
            "-o",
            "DPkg::Lock::Timeout=300",
        ])
        .args(missing))
}

fn is_installed(package: &str) -> bool {
    let mut query = Command::new("dpkg-query");
    query.args(["--show", "--showformat=${db:Status-Status}", package]);
    query.output().is_ok_and(|answer| answer.stdout == b"installed")
}

fn as_root(program: &str) -> Result<Command> {
    let is_root = output(Command::new("id").arg("-u"))?.trim() == "0";
    let mut command = Command::new(if is_root { "env" } else { "sudo" });
    if !is_root {
        command.arg("env");
    }
    command.args(["DEBIAN_FRONTEND=noninteractive", program]);
    Ok(command)
}

/// While it lives, newly installed services are not started.
struct NoServices {
    /// A machine with a policy of its own keeps it.
    ours: bool,
}

impl NoServices {
    fn begin() -> Result<Self> {
        let ours = !Path::new(POLICY).exists();
        if ours {
            let script = Path::new("target/policy-rc.d");
            fs::write(script, POLICY_SCRIPT)?;
            run(as_root("install")?.args(["-m", "755"]).arg(script).arg(POLICY))?;
        }
        Ok(Self { ours })
    }
}

impl Drop for NoServices {
    fn drop(&mut self) {
        if self.ours
            && let Err(error) = as_root("rm").and_then(|mut rm| run(rm.arg(POLICY)))
        {
            eprintln!("xtask: {POLICY} is left behind and forbids services to start: {error}");
        }
    }
}
