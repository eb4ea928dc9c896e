//! What somebody types is painted first; the result follows.

use leptos::ev::Event;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

use super::control;
use crate::state::Wizard;
use crate::ui::turns;

/// A field has changed. Planning and changing the page take longer than a letter may, so they wait for the frame
/// that shows it; of several letters in one frame, the last has them done for all.
pub(crate) fn hear(wizard: Wizard, event: &Event) {
    let Some((path, text)) = control::typed(event) else {
        return;
    };
    let number = wizard.note(path, text);
    turns::hold();
    turns::after_paint(move || {
        if wizard.noted() == number {
            turns::go_on();
            wizard.settle();
        }
    });
}

/// The page follows what was typed last, all of it, before anything else happens.
pub(crate) fn settle(wizard: Wizard) {
    turns::hurry();
    wizard.settle();
}

/// What is clicked right after a press must know of it: before the click reaches its element, the page has
/// followed, with every link on it.
pub(super) fn settle_before_clicks(wizard: Wizard) {
    let listener = Closure::<dyn Fn()>::new(move || settle(wizard));
    let _ =
        window().add_event_listener_with_callback_and_bool("click", listener.as_ref().unchecked_ref(), true);
    // For as long as the page is there.
    listener.forget();
}
