//! A bundle made in the browser, with secrets that never leave it.

use js_sys::{Array, Uint8Array};
use templates::Secrets;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, HtmlAnchorElement, Url, Window};

/// Draws secrets, packs the files of a link's answers and hands the zip to the browser as a download.
#[wasm_bindgen]
pub fn download(answers: &str) -> Result<(), JsValue> {
    let window = web_sys::window().ok_or("there is no window")?;
    let secrets = draw(&window)?;
    let plan = super::plan(answers);
    let zip = templates::render(&plan, &secrets).zip();
    save(&window, &zip, &templates::file_name(&plan.spec, "zip"))
}

fn draw(window: &Window) -> Result<Secrets, JsValue> {
    let crypto = window.crypto()?;
    let mut refused = None;
    let secrets = Secrets::draw(&mut |buffer| {
        if let Err(error) = crypto.get_random_values_with_u8_array(buffer) {
            refused = Some(error);
        }
    });
    // Without randomness there must be no files: their passwords would be known.
    refused.map_or(Ok(secrets), Err)
}

fn save(window: &Window, zip: &[u8], name: &str) -> Result<(), JsValue> {
    let document = window.document().ok_or("there is no document")?;
    let parts = Array::of1(&Uint8Array::from(zip));
    let kind = BlobPropertyBag::new();
    kind.set_type("application/zip");
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document.create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
