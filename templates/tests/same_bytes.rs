//! In the browser, planner and templates make the bytes that they make on a server.

#![cfg(target_arch = "wasm32")]

mod digests;

use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};

wasm_bindgen_test_configure!(run_in_browser);

/// What `examples/digests.rs` printed; `cargo xtask test wasm` sets it.
const NATIVE: Option<&str> = option_env!("HOWDAH_NATIVE_DIGESTS");

#[wasm_bindgen_test]
fn a_browser_makes_the_bytes_of_a_server() {
    let native = NATIVE.expect("the digests of a native build");
    let here = digests::digests();
    assert_eq!(native.lines().count(), here.lines().count());
    let different: Vec<_> = native
        .lines()
        .zip(here.lines())
        .filter(|(native, here)| native != here)
        .collect();
    assert!(different.is_empty(), "{different:#?}");
}
