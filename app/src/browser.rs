//! What only a browser has: the address bar, links, focus, the clipboard, downloads.
//!
//! Compiled for the server too, where nothing calls it.

use std::{cell::Cell, rc::Rc, time::Duration};

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, HtmlInputElement, HtmlSelectElement};

use crate::Location;
use crate::address::Address;
use crate::wizard::Wizard;

mod copy;
mod download;
mod links;

/// Browsers refuse more than 100 changes of the address in half a minute.
const ADDRESS_WAITS: Duration = Duration::from_millis(400);

/// Makes a page that the server has rendered live.
pub(crate) fn attach(wizard: Wizard, typed: Vec<(String, String)>) {
    for (path, text) in typed {
        if untrack(|| wizard.answers()).get(&path) != Some(&text) {
            wizard.answer(&path, text);
        }
    }
    window_event_listener(ev::click, move |event| {
        let clicked = event
            .target()
            .and_then(|target| target.dyn_into::<Element>().ok());
        if let Some(clicked) = clicked
            && !copy::copy(wizard, &clicked)
        {
            links::follow(wizard, &event, &clicked);
        }
    });
    window_event_listener(ev::submit, move |event| download::hear(wizard, &event));
    window_event_listener(ev::popstate, move |_| {
        if let Some(address) = Address::read(&location()) {
            wizard.show(address);
            entitle(wizard);
        }
    });
}

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

fn entitle(wizard: Wizard) {
    document().set_title(&crate::title(untrack(|| wizard.step())));
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

/// Focus, once the page shows what it is to show; in folded parts, too.
pub(crate) fn focus_soon(id: &str) {
    let id = id.to_owned();
    request_animation_frame(move || {
        let Some(element) = document().get_element_by_id(&id) else {
            return;
        };
        let mut parent = element.parent_element();
        while let Some(element) = parent {
            if element.tag_name() == "DETAILS" {
                let _ = element.set_attribute("open", "");
            }
            parent = element.parent_element();
        }
        if let Some(element) = element.dyn_ref::<HtmlElement>() {
            let _ = element.focus();
        }
    });
}

/// Runs at once, or when a button of the mouse that is down has come up and its click is through.
///
/// Leaving a field by a press may show a message above what is pressed. If that moves between press
/// and release, the browser makes no click of them.
pub(crate) fn after_press(run: impl Fn() + Clone + 'static) {
    let is_pressed = document().query_selector(":active").ok().flatten().is_some();
    if !is_pressed {
        return run();
    }
    let listener = Rc::new(Cell::new(None::<WindowListenerHandle>));
    let itself = Rc::clone(&listener);
    listener.set(Some(window_event_listener(ev::mouseup, move |_| {
        if let Some(listener) = itself.take() {
            listener.remove();
        }
        set_timeout(run.clone(), Duration::ZERO);
    })));
}

/// The field that an event is about, and its text.
pub(crate) fn typed(event: &ev::Event) -> Option<(String, String)> {
    answer_of(event.target()?.dyn_ref::<Element>()?)
}

/// The name and text of a control.
pub(crate) fn answer_of(element: &Element) -> Option<(String, String)> {
    if let Some(select) = element.dyn_ref::<HtmlSelectElement>() {
        return Some((select.name(), select.value()));
    }
    let input = element.dyn_ref::<HtmlInputElement>()?;
    match input.type_().as_str() {
        "checkbox" => Some((input.name(), input.checked().to_string())),
        "radio" => input.checked().then(|| (input.name(), input.value())),
        "hidden" => None,
        _ => Some((input.name(), input.value())),
    }
}
