//! The address bar: it says what the page shows, and the page shows what it says.

use std::cell::RefCell;
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
    href: String,
    /// Whose edit it has.
    edited: Option<String>,
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

thread_local! {
    /// The field whose edit the present entry of the history has.
    static ENTRY: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Keeps the address what the page shows. An edit of a field is one entry of the history, however many keys it took, so that the
/// way back undoes it.
pub(crate) fn keep_address(wizard: Wizard) {
    let waiting = StoredValue::new(None::<Waiting>);
    let stop = move || {
        if let Some(waiting) = waiting.try_update_value(Option::take).flatten() {
            waiting.stop();
        }
    };
    let leave = move || {
        stop();
        typing::settle(wizard);
        write(&untrack(|| wizard.address()).href(), false);
    };
    Effect::new(move |before: Option<()>| {
        let (href, edited) = (wizard.address().href(), wizard.edited());
        if let Some(waiting) = waiting.try_update_value(Option::take).flatten() {
            // The edit of another field is an entry of its own.
            if edited.is_some() && waiting.edited.is_some() && waiting.edited != edited {
                write_edit(&waiting.href, waiting.edited.clone());
            }
            waiting.stop();
        }
        if before.is_none() {
            return;
        }
        let write = move || {
            stop();
            write_edit(&untrack(|| wizard.address()).href(), wizard.edited());
        };
        waiting.set_value(Some(Waiting {
            href,
            edited,
            timer: set_timeout_with_handle(write, ADDRESS_WAITS).ok(),
            leaving: [
                window_event_listener(ev::beforeunload, move |_| leave()),
                window_event_listener(ev::pagehide, move |_| leave()),
            ],
        }));
    });
}

/// The page that is left keeps what was typed last; its address may still be waiting for it.
fn keep_now(wizard: Wizard) {
    typing::settle(wizard);
    write_edit(&untrack(|| wizard.address()).href(), wizard.edited());
}

/// An entry for an edit, or the present one, if it has the edit's beginning.
fn write_edit(href: &str, edited: Option<String>) {
    if location().href() != href {
        let before = ENTRY.replace(edited.clone());
        write(href, edited.is_some() && edited != before);
    }
}

/// The field has been left: another edit of it is another one.
pub(crate) fn end_edit(wizard: Wizard) {
    wizard.has_typed();
    keep_now(wizard);
    ENTRY.set(None);
}

/// To another page of the wizard, with a new entry in the history; to the element of an identifier, if given.
pub(crate) fn go(wizard: Wizard, address: Address, id: Option<&str>) {
    let is_other_step = untrack(|| wizard.step()) != address.step;
    keep_now(wizard);
    write(&address.href(), true);
    show(wizard, address);
    if let Some(id) = id {
        focus_soon(id);
    } else if is_other_step {
        window().scroll_to_with_x_and_y(0.0, 0.0);
        focus_soon("step-heading");
    }
}

/// What an entry of the history says.
pub(super) fn show(wizard: Wizard, address: Address) {
    ENTRY.set(None);
    wizard.show(address);
    entitle(wizard);
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

fn entitle(wizard: Wizard) {
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
