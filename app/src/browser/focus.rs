//! Where the focus goes, and what must wait for the mouse.

use std::cell::Cell;
use std::rc::Rc;
use std::time::Duration;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

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
