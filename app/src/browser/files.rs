//! Fetches the module for files as soon as the page shows any.

use js_sys::futures::spawn_local;
use leptos::prelude::*;

use crate::files::{Fetched, module};
use crate::state::Wizard;

pub(super) fn fetch_when_shown(wizard: Wizard) {
    let shows_files = Memo::new(move |_| wizard.shows_files());
    Effect::new(move |_| {
        if shows_files.get() && !matches!(wizard.origin.fetched.get_untracked(), Fetched::Here(_)) {
            spawn_local(fetch(wizard));
        }
    });
}

async fn fetch(wizard: Wizard) {
    let fetched = module::fetch().await;
    wizard
        .origin
        .fetched
        .set(fetched.map_or(Fetched::OutOfReach, Fetched::Here));
}
