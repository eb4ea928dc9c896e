//! `cargo xtask build`: the front end and the server, side by side.

mod bind;
mod folder;
mod front;
mod site;
mod style;

pub(crate) use front::{FRONT_TARGET_DIR, MODULES, selection};

use std::path::{Path, PathBuf};
use std::thread;
use std::time::Instant;

use crate::run::{Result, cargo, run_labelled};
use crate::setup::wasm_target::WasmToolchain;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// Quick to build; the server reads the site from a folder.
    Development,
    /// Small and fast; one binary with the site inside.
    Release,
}

pub(crate) fn build(kind: Kind) -> Result {
    let started = Instant::now();
    let toolchain = WasmToolchain::ensure()?;
    println!("Building the front end and the server. The first time takes minutes, later times seconds.");
    thread::scope(|scope| {
        let front = scope.spawn(|| front::compile(&toolchain, kind));
        let native = compile_native(kind);
        front
            .join()
            .map_err(|_| "the front end's build panicked")?
            .and(native)
    })?;
    let changed = site::assemble(kind)?;
    if kind == Kind::Release {
        compile_release()?;
    }
    println!(
        "Built in {} s{}.",
        started.elapsed().as_secs(),
        if changed { "" } else { ", no change in the site" }
    );
    Ok(())
}

/// The binary that `build` makes.
pub(crate) fn howdah(kind: Kind) -> PathBuf {
    Path::new("target").join(if kind == Kind::Release {
        "release/howdah"
    } else {
        "debug/howdah"
    })
}

/// What does not wait for the site: wasm-bindgen, and in development the server.
fn compile_native(kind: Kind) -> Result {
    let mut cargo = cargo();
    cargo.args(["build", "--locked", "--package", "wasm-tools", "--bin", "bindgen"]);
    if kind == Kind::Development {
        cargo.args(["--package", "server", "--bin", "howdah"]);
    }
    run_labelled("server", &mut cargo)
}

fn compile_release() -> Result {
    run_labelled(
        "release",
        cargo().args([
            "build",
            "--locked",
            "--release",
            "--package",
            "server",
            "--features",
            "embed",
        ]),
    )
}
