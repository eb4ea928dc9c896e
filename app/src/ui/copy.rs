//! A button that puts a text on the clipboard, and says so.

use std::time::Duration;

use leptos::prelude::*;

/// How long the button says that it is done. Our judgement.
const SAID_FOR: Duration = Duration::from_secs(3);

/// `what` completes "Copy", for readers aloud; `text` is asked for when the button is pressed.
pub fn copy_button(
    what: impl Fn() -> String + Send + 'static,
    text: impl Fn() -> String + 'static,
) -> AnyView {
    let is_done = RwSignal::new(false);
    let copy = move |_| {
        let promise = window().navigator().clipboard().write_text(&text());
        // The text beside the button can be selected where a browser does not allow this.
        drop(promise);
        is_done.set(true);
        set_timeout(move || is_done.set(false), SAID_FOR);
    };
    view! {
        <button type="button" class="copy button with-script" on:click=copy>
            <span aria-live="polite">{move || if is_done.get() { "Copied" } else { "Copy" }}</span>
            <span class="unseen">" "{what}</span>
        </button>
    }
    .into_any()
}
