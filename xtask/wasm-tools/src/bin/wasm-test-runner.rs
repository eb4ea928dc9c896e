//! Cargo's runner for wasm tests: runs them in Node or Chromium and prints their results.

use std::env;
use std::error::Error;

fn main() -> Result<(), Box<dyn Error>> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(env::args_os())?;
    Ok(())
}
