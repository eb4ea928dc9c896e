//! A bundle made in the browser, with secrets that never leave it.

use js_sys::{Array, Uint8Array};
use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use planner::Plan;
use templates::Secrets;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Blob, BlobPropertyBag, Element, HtmlAnchorElement, Url};

use crate::address::DOWNLOAD;
use crate::state::Wizard;

/// Takes the place of the server where the form for a download is sent.
pub(super) fn hear(wizard: Wizard, event: &SubmitEvent) {
    let form = event
        .target()
        .and_then(|target| target.dyn_into::<Element>().ok());
    if form.and_then(|form| form.get_attribute("action")).as_deref() == Some(DOWNLOAD) {
        event.prevent_default();
        let plan = untrack(|| wizard.outcome());
        let made = download(&plan.plan, &templates::file_name(&plan.plan.spec, "zip"));
        wizard.download_failed.set(made.is_err());
    }
}

/// Draws secrets, packs the files and hands them to the browser as a download.
fn download(plan: &Plan, name: &str) -> Result<(), JsValue> {
    let crypto = window().crypto()?;
    let mut refused = None;
    let secrets = Secrets::draw(&mut |buffer| {
        if let Err(error) = crypto.get_random_values_with_u8_array(buffer) {
            refused = Some(error);
        }
    });
    // Without randomness there must be no files: their passwords would be known.
    if let Some(error) = refused {
        return Err(error);
    }
    save(&templates::render(plan, &secrets).zip(), name)
}

fn save(zip: &[u8], name: &str) -> Result<(), JsValue> {
    let parts = Array::of1(&Uint8Array::from(zip));
    let kind = BlobPropertyBag::new();
    kind.set_type("application/zip");
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &kind)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let link: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    link.set_href(&url);
    link.set_download(name);
    link.click();
    Url::revoke_object_url(&url)
}
