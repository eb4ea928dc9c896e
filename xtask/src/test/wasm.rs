//! The app's tests as WebAssembly, in Chromium and Node.

use std::env;

use crate::{
    build::FRONT_TARGET_DIR,
    run::{Result, cargo, run},
    setup::{
        apt, chromium, packages,
        wasm_target::{TARGET, WasmToolchain},
    },
};

/// How long Chromium may take to start on a busy machine. Our judgement.
const DRIVER_SECONDS: &str = "120";

pub(super) fn tests() -> Result {
    apt::ensure(&packages::BROWSER)?;
    let toolchain = WasmToolchain::ensure()?;
    run(cargo().args([
        "build",
        "--locked",
        "--package",
        "wasm-tools",
        "--features",
        "test-runner",
    ]))?;
    let runner = env::current_dir()?.join("target/debug/wasm-test-runner");
    let mut cargo = toolchain.cargo();
    cargo.args([
        "test",
        "--locked",
        "--package",
        "app",
        "--features",
        "hydrate",
        "--tests",
    ]);
    cargo.args([
        "--target",
        TARGET,
        "--target-dir",
        FRONT_TARGET_DIR,
        "--profile",
        "wasm-dev",
    ]);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo
        .env("CHROMEDRIVER", chromium::driver())
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_SECONDS);
    run(&mut cargo)
}
