//! Installs what the other commands need, and only what is missing.

pub(crate) mod apt;
pub(crate) mod chromium;
pub(crate) mod npm;
pub(crate) mod packages;
pub(crate) mod python;
mod wasm_sysroot;
pub(crate) mod wasm_target;

/// What the browser runs, as rustc calls it.
pub(crate) const WASM_TARGET: &str = "wasm32-unknown-unknown";
