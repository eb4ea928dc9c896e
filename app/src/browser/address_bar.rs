//! The address bar: it says what the page shows, and the page shows what it says.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::focus::focus_soon;
use crate::address::Address;
use crate::location::Location;
use crate::state::Wizard;

/// Browsers refuse more than 100 changes of the address in half a minute.
const ADDRESS_WAITS: Duration = Duration::from_millis(400);

/// Keeps the address what the page shows.
pub(crate) fn keep_address(wizard: Wizard) {
    let waits = StoredValue::new(false);
    Effect::new(move |before: Option<()>| {
        let _ = wizard.address();
        if before.is_some() && !waits.get_value() {
            waits.set_value(true);
            set_timeout(
                move || {
                    waits.set_value(false);
                    write(&untrack(|| wizard.address()).href(), false);
                },
                ADDRESS_WAITS,
            );
        }
    });
}

/// To another page of the wizard, with a new entry in the history; to the element of an identifier, if given.
pub(crate) fn go(wizard: Wizard, address: Address, id: Option<&str>) {
    let is_other_step = untrack(|| wizard.step()) != address.step;
    // The page that is left keeps what was typed last; its address may still be waiting for it.
    write(&untrack(|| wizard.address()).href(), false);
    write(&address.href(), true);
    wizard.show(address);
    entitle(wizard);
    if let Some(id) = id {
        focus_soon(id);
    } else if is_other_step {
        focus_soon("step-heading");
    }
}

fn write(href: &str, is_new: bool) {
    let Ok(history) = window().history() else { return };
    // A browser that refuses keeps its old address; the page works all the same.
    let _ = if is_new {
        history.push_state_with_url(&JsValue::NULL, "", Some(href))
    } else {
        history.replace_state_with_url(&JsValue::NULL, "", Some(href))
    };
}

pub(super) fn entitle(wizard: Wizard) {
    document().set_title(&untrack(|| wizard.step()).document_title());
}

/// Where the browser is.
pub(crate) fn location() -> Location {
    let location = window().location();
    let search = location.search().unwrap_or_default();
    Location {
        path: location.pathname().unwrap_or_default(),
        query: search.strip_prefix('?').unwrap_or(&search).to_owned(),
    }
}
