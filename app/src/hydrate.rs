//! The browser's entry point: takes over the page that the server rendered.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::{App, Location};

/// Runs once, when the WebAssembly module has been loaded.
#[wasm_bindgen(start)]
fn start() {
    let location = window().location();
    // Browsers answer both for every page; an empty text gives the wizard's first screen.
    let path = location.pathname().unwrap_or_default();
    let search = location.search().unwrap_or_default();
    let query = search.strip_prefix('?').unwrap_or(&search).to_owned();
    leptos::mount::hydrate_body(move || view! { <App location=Location { path, query } /> });
    // Tests and styles can tell a live page from one that is still plain HTML.
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}
