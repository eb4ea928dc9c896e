//! The address bar: it says what the page shows, and the page shows what it says.

use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsValue;

use super::focus::focus_soon;
use super::typing;
use crate::address::Address;
use crate::location::Location;
use crate::state::Wizard;

/// Browsers refuse more than 100 changes of the address in half a minute, and each takes as long as a plan: it waits
/// for a pause in typing.
const ADDRESS_WAITS: Duration = Duration::from_millis(400);

/// An address that is to be written soon, or when the page is left before.
struct Waiting {
    timer: Option<TimeoutHandle>,
    /// For as long as it takes only: a page that listens to `beforeunload` all the time is not kept for the way back
    /// by Firefox. Safari on phones knows `pagehide` alone.
    leaving: [WindowListenerHandle; 2],
}

impl Waiting {
    fn stop(self) {
        if let Some(timer) = self.timer {
            timer.clear();
        }
        self.leaving.into_iter().for_each(WindowListenerHandle::remove);
    }
}

/// Keeps the address what the page shows.
pub(crate) fn keep_address(wizard: Wizard) {
    let waiting = StoredValue::new(None::<Waiting>);
    let stop = move || {
        if let Some(waiting) = waiting.try_update_value(Option::take).flatten() {
            waiting.stop();
        }
    };
    let leave = move || {
        stop();
        keep_now(wizard);
    };
    Effect::new(move |before: Option<()>| {
        let _ = wizard.address();
        stop();
        if before.is_none() {
            return;
        }
        let write = move || {
            stop();
            write(&untrack(|| wizard.address()).href(), false);
        };
        waiting.set_value(Some(Waiting {
            timer: set_timeout_with_handle(write, ADDRESS_WAITS).ok(),
            leaving: [
                window_event_listener(ev::beforeunload, move |_| leave()),
                window_event_listener(ev::pagehide, move |_| leave()),
            ],
        }));
    });
}

/// The page that is left keeps what was typed last; its address may still be waiting for it.
pub(super) fn keep_now(wizard: Wizard) {
    typing::settle(wizard);
    write(&untrack(|| wizard.address()).href(), false);
}

/// To another page of the wizard, with a new entry in the history; to the element of an identifier, if given.
pub(crate) fn go(wizard: Wizard, address: Address, id: Option<&str>) {
    let is_other_step = untrack(|| wizard.step()) != address.step;
    keep_now(wizard);
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
