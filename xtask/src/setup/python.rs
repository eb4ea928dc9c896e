//! Python packages, in a virtual environment under target/.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use super::apt;
use super::packages::{self, PYTHON};
use crate::run::{Result, run};

const FOLDER: &str = "target/venv";

pub(crate) fn ensure() -> Result {
    let folder = Path::new(FOLDER);
    let installed = folder.join("installed");
    let wanted = PYTHON.join("\n");
    if fs::read_to_string(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    apt::ensure(&packages::FOR_PYTHON)?;
    println!("Installing Python packages: {}", PYTHON.join(" "));
    run(Command::new("python3").args(["-m", "venv", FOLDER]))?;
    let mut pip = Command::new(folder.join("bin/pip"));
    run(pip
        .args(["install", "--quiet", "--disable-pip-version-check"])
        .args(PYTHON))?;
    Ok(fs::write(installed, wanted)?)
}

/// `command`, able to find the installed programs.
pub(crate) fn on_path(mut command: Command) -> Result<Command> {
    let mut folders = vec![env::current_dir()?.join(FOLDER).join("bin")];
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    command.env("PATH", env::join_paths(folders)?);
    Ok(command)
}
