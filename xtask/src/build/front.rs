//! The front end as WebAssembly. It has a target folder of its own, so that it need not wait for the server.

use std::path::{Path, PathBuf};

use super::Kind;
use crate::run::{Result, run_labelled};
use crate::setup::WASM_TARGET;
use crate::setup::wasm_target::WasmToolchain;

pub(crate) const FRONT_TARGET_DIR: &str = "target/front";

/// What cargo builds for browsers: the page's own module, and the one that it fetches for files.
pub(crate) const MODULES: [&str; 2] = ["app", "files"];
/// Those of them that are chosen by features.
pub(crate) const FEATURES: &str = "app/hydrate";

pub(super) fn compile(toolchain: &WasmToolchain, kind: Kind) -> Result {
    let mut cargo = toolchain.cargo();
    cargo.args(["build", "--locked", "--lib", "--features", FEATURES]);
    cargo.args(MODULES.iter().flat_map(|module| ["--package", module]));
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
