//! The folder of files that browsers load: scripts, WebAssembly, style, icons.

use std::fs;
use std::path::{Path, PathBuf};

use super::bind::bind;
use super::{Kind, folder, front, style};
use crate::run::{Result, run};
use crate::setup::npm;

const START: &str = "app/start.js";
const WORKER: &str = "app/worker.js";
const ICON: &str = "style/icon.svg";
const SHEET: &str = "main.css";

/// Makes the folder anew when a part has changed, and tells whether it did.
pub(super) fn assemble(kind: Kind) -> Result<bool> {
    let mut copied = [START, WORKER, ICON].map(PathBuf::from).to_vec();
    for module in front::MODULES {
        copied.extend(bind(kind, module)?);
    }
    let parts = [copied.as_slice(), &style::parts()].concat();
    folder::make(site(kind), &parts, |next| {
        for file in &copied {
            fs::copy(file, next.join(file.file_name().unwrap_or_default()))?;
        }
        fs::write(next.join(SHEET), style::sheet()?)?;
        if kind == Kind::Release {
            minify(next)?;
        }
        Ok(())
    })
}

/// Names are shortened and comments left out of what a browser reads as text.
fn minify(folder: &Path) -> Result {
    npm::ensure(npm::FOLDER)?;
    let mut esbuild = npm::program("esbuild");
    esbuild
        .args([
            "--minify",
            "--format=esm",
            "--allow-overwrite",
            "--log-level=warning",
        ])
        .arg(format!("--outdir={}", folder.display()));
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path
            .extension()
            .is_some_and(|extension| extension == "js" || extension == "css")
        {
            esbuild.arg(path);
        }
    }
    run(&mut esbuild)
}

fn site(kind: Kind) -> &'static Path {
    Path::new(match kind {
        Kind::Development => "target/site",
        Kind::Release => "target/site-release",
    })
}
