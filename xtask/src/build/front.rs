//! The front end as WebAssembly. It has a target folder of its own, so that it need not wait for the server.

use std::path::{Path, PathBuf};

use super::Kind;
use crate::run::{Result, run_labelled};
use crate::setup::WASM_TARGET;
use crate::setup::wasm_target::WasmToolchain;

pub(crate) const FRONT_TARGET_DIR: &str = "target/front";

/// What cargo builds for browsers: the page's own module, and those that it fetches: for files, and for its worker.
pub(crate) const MODULES: [&str; 3] = ["app", "files", "outlook"];

/// What chooses a module of its package. Each is built by itself: cargo gives all packages of one build the same features of what they
/// share, and the page's planner has no prose.
pub(crate) fn selection(module: &str) -> [&str; 4] {
    let features = if module == "app" { "hydrate" } else { "" };
    ["--package", module, "--features", features]
}

pub(super) fn compile(toolchain: &WasmToolchain, kind: Kind) -> Result {
    MODULES
        .iter()
        .try_for_each(|module| compile_module(toolchain, kind, module))
}

fn compile_module(toolchain: &WasmToolchain, kind: Kind, module: &str) -> Result {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--locked", "--lib"]);
    cargo.args(selection(module));
    cargo.args([
        "--target",
        WASM_TARGET,
        "--target-dir",
        FRONT_TARGET_DIR,
        "--profile",
        profile(kind),
    ]);
    run_labelled("front end", &mut cargo)
}

/// What cargo makes of a module.
pub(super) fn compiled(kind: Kind, module: &str) -> PathBuf {
    Path::new(FRONT_TARGET_DIR)
        .join(WASM_TARGET)
        .join(profile(kind))
        .join(module)
        .with_extension("wasm")
}

/// The folder for what is made of a module after cargo.
pub(super) fn bound(kind: Kind, module: &str) -> PathBuf {
    Path::new(FRONT_TARGET_DIR)
        .join("bound")
        .join(profile(kind))
        .join(module)
}

fn profile(kind: Kind) -> &'static str {
    match kind {
        Kind::Development => "wasm-dev",
        Kind::Release => "wasm-release",
    }
}
