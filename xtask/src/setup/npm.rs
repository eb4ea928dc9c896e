//! Node packages, in the versions of the folders' package-lock.json.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

use crate::run::{Result, run};

/// wasm-opt, esbuild and Playwright.
pub(crate) const FOLDER: &str = "end2end/browser";

/// PostgreSQL in the versions that the distribution does not have.
pub(crate) const PROGRAMS: &str = "end2end/programs";

/// Installs a folder's when they are missing or its lock file has changed.
pub(crate) fn ensure(folder: &str) -> Result {
    let folder = Path::new(folder);
    // A copy beside the packages tells what was installed; times of files change with a checkout.
    let installed = folder.join("node_modules/installed-lock.json");
    let wanted = fs::read(folder.join("package-lock.json"))?;
    if fs::read(&installed).is_ok_and(|installed| installed == wanted) {
        return Ok(());
    }
    println!("Installing Node packages ...");
    run(Command::new("npm")
        .args(["ci", "--no-fund", "--no-audit", "--ignore-scripts"])
        .current_dir(folder))
    .map_err(|error| format!("{error}; Node and npm are needed"))?;
    Ok(fs::write(installed, wanted)?)
}

pub(crate) fn program(name: &str) -> Command {
    let folder = env::current_dir().unwrap_or_default();
    Command::new(folder.join(FOLDER).join("node_modules/.bin").join(name))
}
