//! What only a browser has: the address bar, links, focus, the clipboard, downloads.
//!
//! Compiled for the server too, where nothing calls it.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::Element;

use crate::address::Address;
use crate::state::Wizard;

pub(crate) mod address_bar;
pub(crate) mod control;
mod copy;
mod download;
mod files;
pub(crate) mod focus;
mod links;
mod outlook;
pub(crate) mod typing;

/// Makes a page that the server has rendered live.
pub(crate) fn attach(wizard: Wizard, typed: Vec<(String, String)>) {
    for (path, text) in typed {
        if untrack(|| wizard.answers()).get(&path) != Some(&text) {
            wizard.note(path, text);
        }
    }
    wizard.settle();
    typing::settle_before_clicks(wizard);
    files::fetch_when_shown(wizard);
    outlook::keep(wizard);
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
        if let Some(address) = Address::read(&address_bar::location()) {
            typing::settle(wizard);
            address_bar::show(wizard, address);
        }
    });
}
