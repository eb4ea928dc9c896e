//! Copy buttons: the text that they name goes to the clipboard.

use std::time::Duration;

use leptos::prelude::*;
use web_sys::Element;

use crate::state::Wizard;
use crate::ui::copy::{ADDRESS, TEXT_OF};

/// How long the button says that it is done. Our judgement.
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
    // The text on the page can be selected where a browser does not allow this.
    drop(window().navigator().clipboard().write_text(&text));
    wizard.copied.set(Some(what));
    set_timeout(move || wizard.copied.set(None), SAID_FOR);
    true
}
