//! Links between the wizard's pages, followed without loading a page.

use leptos::ev::MouseEvent;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlAnchorElement};

use super::address_bar;
use crate::address::{Address, View};
use crate::files::Fetched;
use crate::location::Location;
use crate::state::Wizard;

pub(super) fn follow(wizard: Wizard, event: &MouseEvent, clicked: &Element) {
    let is_plain = event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
        && !event.default_prevented();
    let Some(link) = link(clicked).filter(|_| is_plain) else {
        return;
    };
    let Some(address) = address(&link).filter(|address| can_show(wizard, address)) else {
        return;
    };
    event.prevent_default();
    let hash = link.hash();
    let id = hash.strip_prefix('#').filter(|id| !id.is_empty());
    address_bar::go(wizard, address, id);
}

/// What cannot be shown here is left to the server.
fn can_show(wizard: Wizard, address: &Address) -> bool {
    let has_files = !matches!(wizard.origin.fetched.get_untracked(), Fetched::OutOfReach);
    has_files || address.view != View::Files
}

fn link(clicked: &Element) -> Option<HtmlAnchorElement> {
    clicked.closest("a[href]").ok()??.dyn_into().ok()
}

/// None for what the browser does itself: other sites, downloads, places on the same page.
fn address(link: &HtmlAnchorElement) -> Option<Address> {
    let is_ours = link.origin() == window().location().origin().ok()?;
    let is_place = link
        .get_attribute("href")
        .is_some_and(|href| href.starts_with('#'));
    if !is_ours || is_place || link.has_attribute("download") || !link.target().is_empty() {
        return None;
    }
    let search = link.search();
    let query = search.strip_prefix('?').unwrap_or(&search).to_owned();
    Address::read(&Location {
        path: link.pathname(),
        query,
    })
}
