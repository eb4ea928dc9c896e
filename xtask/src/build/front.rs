//! The app as WebAssembly. It has a target folder of its own, so that it need not wait for the server.

use std::path::{Path, PathBuf};

use super::Kind;
use crate::{
    run::{Result, run_labelled},
    setup::{WASM_TARGET, wasm_target::WasmToolchain},
};

pub(crate) const FRONT_TARGET_DIR: &str = "target/front";

pub(super) fn compile(toolchain: &WasmToolchain, kind: Kind) -> Result {
    let mut cargo = toolchain.cargo();
    cargo.args([
        "build",
        "--locked",
        "--package",
        "app",
        "--lib",
        "--features",
        "hydrate",
    ]);
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

pub(super) fn module(kind: Kind) -> PathBuf {
    Path::new(FRONT_TARGET_DIR)
        .join(WASM_TARGET)
        .join(profile(kind))
        .join("app.wasm")
}

fn profile(kind: Kind) -> &'static str {
    match kind {
        Kind::Development => "wasm-dev",
        Kind::Release => "wasm-release",
    }
}
