//! Copy buttons: the text that they name goes to the clipboard.

use std::time::Duration;

use js_sys::Promise;
use js_sys::futures::{JsFuture, spawn_local};
use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::Element;

use crate::state::Wizard;
use crate::ui::copy::{ADDRESS, Copied, TEXT_OF};

/// How long the button says how it ended. Our judgement.
const SAID_FOR: Duration = Duration::from_secs(3);

/// Whether the click was on such a button.
pub(super) fn copy(wizard: Wizard, clicked: &Element) -> bool {
    let Ok(Some(button)) = clicked.closest("button.copy") else {
        return false;
    };
    let (what, text) = if let Some(id) = button.get_attribute(TEXT_OF) {
        let text = document()
            .get_element_by_id(&id)
            .and_then(|element| element.text_content());
        (id, text.unwrap_or_default())
    } else {
        let href = button.get_attribute(ADDRESS).unwrap_or_default();
        let text = format!("{}{href}", window().location().origin().unwrap_or_default());
        (ADDRESS.to_owned(), text)
    };
    spawn_local(async move {
        let is_done = JsFuture::from(put(&text))
            .await
            .is_ok_and(|done| done.is_truthy());
        let how = if is_done { Copied::Done } else { Copied::Refused };
        wizard.copied.set(Some((what, how)));
        set_timeout(move || wizard.copied.set(None), SAID_FOR);
    });
    true
}

#[wasm_bindgen(raw_module = "./start.js")]
extern "C" {
    /// Tells whether the text is on the clipboard.
    #[wasm_bindgen(js_name = copy)]
    fn put(text: &str) -> Promise;
}
