//! The folder of files that browsers load: script, WebAssembly, style, icons.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::Command,
    time::SystemTime,
};

use super::{Kind, front, style};
use crate::{
    run::{Result, run},
    setup::npm,
};

const BINDGEN: &str = "target/debug/bindgen";
const START: &str = "app/start.js";
const ICON: &str = "style/icon.svg";
/// Makes the folder anew when a part has changed, and tells whether it did.
pub(super) fn assemble(kind: Kind) -> Result<bool> {
    let site = folder(kind);
    let module = front::module(kind);
    let mut parts: Vec<PathBuf> = [BINDGEN, START, ICON].map(PathBuf::from).into();
    parts.push(module.clone());
    parts.extend(style::parts());
    if is_newer(site, &parts)? {
        return Ok(false);
    }
    let next = site.with_extension("next");
    remove(&next)?;
    let mut bindgen = Command::new(BINDGEN);
    run(bindgen
        .args([&module, &next])
        .args((kind == Kind::Release).then_some("--release")))?;
    fs::copy(START, next.join("start.js"))?;
    fs::copy(ICON, next.join("icon.svg"))?;
    fs::write(next.join("main.css"), style::sheet()?)?;
    if kind == Kind::Release {
        optimise(&next.join("app_bg.wasm"))?;
    }
    remove(site)?;
    fs::rename(next, site)?;
    Ok(true)
}

fn folder(kind: Kind) -> &'static Path {
    Path::new(match kind {
        Kind::Development => "target/site",
        Kind::Release => "target/site-release",
    })
}

fn optimise(module: &Path) -> Result {
    npm::ensure(npm::FOLDER)?;
    println!("Optimising the WebAssembly for size ...");
    run(npm::program("wasm-opt")
        .arg("-Oz")
        .arg(module)
        .arg("-o")
        .arg(module))
}

/// Whether the folder was made after each of its parts.
fn is_newer(site: &Path, parts: &[PathBuf]) -> Result<bool> {
    let Ok(made) = site.metadata().and_then(|metadata| metadata.modified()) else {
        return Ok(false);
    };
    let changed = parts
        .iter()
        .map(|part| part.metadata()?.modified())
        .collect::<io::Result<Vec<SystemTime>>>()?;
    Ok(changed.into_iter().all(|changed| changed <= made))
}

fn remove(folder: &Path) -> Result {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()).into())
        }
        _ => Ok(()),
    }
}
