//! Debian's rustc for the browser: its standard library is built once, from Debian's source package.

use std::fs;
use std::os::unix::fs::{PermissionsExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;

use super::packages::RUST_FOR_WASM;
use super::{WASM_TARGET, apt};
use crate::run::{Error, Result, output, run};

const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";
const RUSTLIB: &str = "/usr/lib/rustlib";

/// Raised when the recipe below changes, so that an older result is not used.
const RECIPE: u32 = 1;

/// A crate that depends on nothing but std, for `-Zbuild-std` to build.
const MANIFEST: &str = "\
[package]
name = \"sysroot-build\"
version = \"0.0.0\"
edition = \"2021\"
[workspace]
";

/// The folder of a cargo, rustc and rustdoc that build for the browser.
pub(super) fn ensure() -> Result<PathBuf> {
    apt::ensure(&RUST_FOR_WASM)?;
    let version = output(Command::new(RUSTC).arg("-vV"))?;
    let llvm = field(&version, "LLVM version")?;
    let llvm = llvm.split('.').next().unwrap_or(llvm);
    apt::ensure(&[&format!("lld-{llvm}")])?;
    let lld = format!("/usr/lib/llvm-{llvm}/bin/lld");
    let host = field(&version, "host")?;

    let sysroot = fs::canonicalize("target")?.join("wasm-sysroot");
    let stamp = format!("recipe {RECIPE}, {}, {lld}, {version}", sysroot.display());
    if fs::read_to_string(sysroot.join("stamp")).is_ok_and(|made| made == stamp) {
        return Ok(sysroot.join("bin"));
    }
    println!("Building the standard library for {WASM_TARGET}, once ...");
    if sysroot.exists() {
        fs::remove_dir_all(&sysroot)?;
    }
    build_std(&sysroot)?;
    link_host(&sysroot, host, &lld)?;
    write_wrappers(&sysroot)?;
    fs::write(sysroot.join("stamp"), stamp)?;
    Ok(sysroot.join("bin"))
}

/// One line of `rustc -vV`.
fn field<'text>(version: &'text str, name: &str) -> Result<&'text str> {
    version
        .lines()
        .find_map(|line| line.strip_prefix(name)?.strip_prefix(": "))
        .ok_or_else(|| Error::from(format!("{RUSTC} -vV does not tell its {name}")))
}

fn build_std(sysroot: &Path) -> Result {
    let package = sysroot.join("build");
    fs::create_dir_all(package.join("src"))?;
    fs::write(package.join("Cargo.toml"), MANIFEST)?;
    fs::write(package.join("src/lib.rs"), "#![no_std]\n")?;
    let mut cargo = Command::new(CARGO);
    cargo
        .args([
            "build",
            "--quiet",
            "--release",
            "-Zbuild-std=std,panic_abort,test,proc_macro",
        ])
        .args(["--target", WASM_TARGET, "--target-dir", "target"])
        .current_dir(&package)
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("__CARGO_DEFAULT_LIB_METADATA", "sysroot")
        // Bitcode, so that one library serves builds with and without link-time optimisation.
        // Unstable if unmarked, so that std's dependencies do not shadow crates of the same name.
        .env("RUSTFLAGS", "-Cembed-bitcode=yes -Zforce-unstable-if-unmarked")
        .env_remove("CARGO_ENCODED_RUSTFLAGS")
        .env_remove("CARGO_BUILD_TARGET")
        .env_remove("RUSTC_WRAPPER");
    run(&mut cargo)?;
    let library = sysroot.join("lib/rustlib").join(WASM_TARGET).join("lib");
    fs::create_dir_all(&library)?;
    for entry in fs::read_dir(package.join("target").join(WASM_TARGET).join("release/deps"))? {
        let path = entry?.path();
        let name = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let is_ours = name.starts_with("libsysroot_build-");
        if path.extension().is_some_and(|extension| extension == "rlib") && !is_ours {
            fs::copy(&path, library.join(name))?;
        }
    }
    Ok(fs::remove_dir_all(package)?)
}

/// Debian's own library for build scripts and macros, and its linker under the name that rustc asks for.
fn link_host(sysroot: &Path, host: &str, lld: &str) -> Result {
    let rustlib = sysroot.join("lib/rustlib");
    fs::create_dir_all(rustlib.join(host).join("bin"))?;
    symlink(
        Path::new(RUSTLIB).join(host).join("lib"),
        rustlib.join(host).join("lib"),
    )?;
    symlink(lld, rustlib.join(host).join("bin/rust-lld"))?;
    symlink(Path::new(RUSTLIB).join("src"), rustlib.join("src"))?;
    Ok(())
}

fn write_wrappers(sysroot: &Path) -> Result {
    const EXECUTABLE: u32 = 0o755;
    let bin = sysroot.join("bin");
    fs::create_dir_all(&bin)?;
    for program in ["rustc", "rustdoc"] {
        let wrapper = bin.join(program);
        let script = format!(
            "#!/bin/sh\nexec /usr/bin/{program} --sysroot '{}' \"$@\"\n",
            sysroot.display()
        );
        fs::write(&wrapper, script)?;
        fs::set_permissions(&wrapper, fs::Permissions::from_mode(EXECUTABLE))?;
    }
    Ok(symlink(CARGO, bin.join("cargo"))?)
}
