//! A toolchain that builds for the browser: rustup's, or where that cannot be had, Debian's.

use std::env;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;

use super::WASM_TARGET;
use crate::run::{Result, cargo, output, run_within, succeeds};

/// How long rustup may take, and how often it is asked: it needs seconds, or hangs where its servers are
/// out of reach. Our judgement.
const RUSTUP_LIMIT: Duration = Duration::from_mins(2);
const RUSTUP_TRIES: u32 = 2;

/// Set to try Debian's toolchain on a machine where rustup's works.
const FORCE_DEBIAN: &str = "HOWDAH_WASM_FROM_DEBIAN";

#[derive(Debug)]
pub(crate) enum WasmToolchain {
    /// The cargo that runs us has the target.
    Rustup,
    /// The folder of a cargo, rustc and rustdoc that have it.
    Debian(PathBuf),
}

impl WasmToolchain {
    pub(crate) fn ensure() -> Result<Self> {
        if env::var_os(FORCE_DEBIAN).is_none() && (has_target() || rustup_adds_it()) {
            return Ok(Self::Rustup);
        }
        println!("Taking the {WASM_TARGET} toolchain from Debian.");
        super::wasm_sysroot::ensure().map(Self::Debian)
    }

    pub(crate) fn cargo(&self) -> Command {
        match self {
            Self::Rustup => cargo(),
            Self::Debian(folder) => {
                let mut cargo = Command::new(folder.join("cargo"));
                cargo
                    .env_remove("CARGO_TARGET_DIR")
                    .env_remove("CARGO_BUILD_TARGET");
                cargo
                    .env("RUSTC", folder.join("rustc"))
                    .env("RUSTDOC", folder.join("rustdoc"));
                cargo
            }
        }
    }
}

fn has_target() -> bool {
    let Ok(sysroot) = output(Command::new("rustc").args(["--print", "sysroot"])) else {
        return false;
    };
    Path::new(sysroot.trim())
        .join("lib/rustlib")
        .join(WASM_TARGET)
        .join("lib")
        .is_dir()
}

fn rustup_adds_it() -> bool {
    if !succeeds(Command::new("rustup").arg("--version")) {
        return false;
    }
    (0..RUSTUP_TRIES).any(|_| {
        match run_within(
            RUSTUP_LIMIT,
            Command::new("rustup").args(["target", "add", WASM_TARGET]),
        ) {
            Ok(()) => has_target(),
            Err(error) => {
                eprintln!("xtask: {error}");
                false
            }
        }
    })
}
