//! A `howdah.yaml` that somebody chooses, or drops on the page, becomes its answers. It does not leave the browser.

use js_sys::Promise;
use js_sys::futures::{JsFuture, spawn_local};
use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{DataTransfer, File, HtmlInputElement};

use super::address_bar;
use crate::address::Address;
use crate::location::Location;
use crate::state::{Loaded, Wizard};
use crate::steps::START;
use crate::wizard::load;

#[wasm_bindgen(raw_module = "./start.js")]
extern "C" {
    #[wasm_bindgen(js_name = read)]
    fn read(file: &File) -> Promise;

    /// `files/src/read.rs`.
    type Read;
    #[wasm_bindgen(method, getter)]
    fn answers(this: &Read) -> String;
    #[wasm_bindgen(method, getter)]
    fn problems(this: &Read) -> Vec<String>;
}

pub(super) fn hear_of_files(wizard: Wizard) {
    window_event_listener(ev::change, move |event| {
        let input = event
            .target()
            .and_then(|target| target.dyn_into::<HtmlInputElement>().ok());
        if let Some(input) = input.filter(|input| input.id() == load::ID)
            && let Some(file) = input.files().and_then(|files| files.get(0))
        {
            spawn_local(take(wizard, file));
            // The same file can be chosen again.
            input.set_value("");
        }
    });
    // Whoever allows no drop hears of none.
    window_event_listener(ev::dragover, |event| {
        if event.data_transfer().is_some_and(|dragged| has_files(&dragged)) {
            event.prevent_default();
        }
    });
    window_event_listener(ev::drop, move |event| {
        let files = event.data_transfer().and_then(|dropped| dropped.files());
        if let Some(file) = files.and_then(|files| files.get(0)) {
            event.prevent_default();
            spawn_local(take(wizard, file));
        }
    });
}

fn has_files(dragged: &DataTransfer) -> bool {
    dragged.types().iter().any(|kind| kind == "Files")
}

async fn take(wizard: Wizard, file: File) {
    let Ok(read) = JsFuture::from(read(&file)).await else {
        return wizard.loaded.set(Some(Loaded::OutOfReach));
    };
    let read: Read = read.unchecked_into();
    let (query, problems) = (read.answers(), read.problems());
    let is_understood = problems.is_empty() || !query.is_empty();
    let path = START.path.to_owned();
    if let Some(address) = Address::read(&Location { path, query }).filter(|_| is_understood) {
        address_bar::go(wizard, address, None);
        wizard.has_tried.set(true);
    }
    wizard.loaded.set(Some(Loaded::Read {
        name: file.name(),
        is_understood,
        problems,
    }));
}
