//! The browser's entry point: takes over the page that the server rendered.

use any_spawner::Executor;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::prelude::wasm_bindgen;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

use crate::address::Address;
use crate::browser::{address_bar, control};
use crate::wizard::make_live;

/// Runs once, when the WebAssembly module has been loaded.
#[wasm_bindgen(start)]
fn start() {
    // Effects run as the browser's microtasks. It fails only where it has been said before.
    let _ = Executor::init_wasm_bindgen();
    if let Some(address) = Address::read(&address_bar::location()) {
        let owner = Owner::new();
        owner.with(|| make_live(address, typed_before()));
        // For as long as the page is there.
        std::mem::forget(owner);
    }
    // Tests and styles can tell a live page from one that is still plain HTML.
    if let Some(root) = document().document_element() {
        let _ = root.set_attribute("data-hydrated", "");
    }
}

/// What the fields hold before the script takes over, where it differs from what the server wrote.
fn typed_before() -> Vec<(String, String)> {
    let Ok(controls) = document().query_selector_all(".step-form input, .step-form select") else {
        return Vec::new();
    };
    let changed = (0..controls.length()).filter_map(|index| {
        let element = controls.get(index)?.dyn_into::<Element>().ok()?;
        let is_changed = if let Some(input) = element.dyn_ref::<HtmlInputElement>() {
            input.value() != untouched(input) || input.checked() != input.default_checked()
        } else {
            // Where none is chosen, the browser shows the first: nobody chose that.
            let find = |selector| element.query_selector(selector).ok().flatten();
            let chosen = find("option[selected]").or_else(|| find("option"));
            let value = element
                .dyn_ref::<HtmlSelectElement>()
                .map(HtmlSelectElement::value);
            chosen.and_then(|option| option.get_attribute("value")) != value
        };
        if is_changed {
            control::answer_of(&element)
        } else {
            None
        }
    });
    changed.collect()
}

/// What the browser makes of the text that the server wrote: an input drops line breaks.
/// <https://html.spec.whatwg.org/multipage/input.html#value-sanitization-algorithm>
fn untouched(input: &HtmlInputElement) -> String {
    let written = input.default_value();
    let Ok(fresh) = document().create_element("input") else {
        return written;
    };
    let fresh: HtmlInputElement = fresh.unchecked_into();
    fresh.set_type(&input.type_());
    fresh.set_value(&written);
    fresh.value()
}
