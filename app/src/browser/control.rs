//! What the controls of a form hold.

use leptos::ev;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlInputElement, HtmlSelectElement};

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
