//! What runs as WebAssembly, in Chromium: planner and templates, and how the app changes a page.

use std::env;

use crate::build::FRONT_TARGET_DIR;
use crate::run::{Result, cargo, output, run};
use crate::setup::wasm_target::WasmToolchain;
use crate::setup::{WASM_TARGET, apt, chromium, packages};

/// What cargo takes for tests in browsers.
pub(super) const TESTS: [&str; 8] = [
    "--package",
    "templates",
    "--test",
    "same_bytes",
    "--package",
    "app",
    "--test",
    "patch",
];

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
    let native = output(cargo().args([
        "run",
        "--quiet",
        "--locked",
        "--package",
        "templates",
        "--example",
        "digests",
    ]))?;
    let runner = env::current_dir()?.join("target/debug/wasm-test-runner");
    let mut cargo = toolchain.cargo();
    cargo.args([
        "test",
        "--locked",
        "--target",
        WASM_TARGET,
        "--target-dir",
        FRONT_TARGET_DIR,
        "--profile",
        "wasm-dev",
    ]);
    cargo.args(TESTS);
    cargo.env("HOWDAH_NATIVE_DIGESTS", native);
    cargo.env("CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUNNER", runner);
    cargo
        .env("CHROMEDRIVER", chromium::driver())
        .env("WASM_BINDGEN_TEST_DRIVER_TIMEOUT", DRIVER_SECONDS);
    run(&mut cargo)
}
