//! Has a worker write the outlook as long as the page shows it, and tell workings where somebody opens them.

use leptos::prelude::*;
use wasm_bindgen::prelude::wasm_bindgen;

use crate::address::View;
use crate::answers::encoded;
use crate::state::Wizard;

#[wasm_bindgen(raw_module = "./start.js")]
extern "C" {
    /// For these answers, as soon as it is made; for none, no more.
    fn outlook(answers: Option<String>);
    /// Workings that are told are of other answers than these.
    #[wasm_bindgen(js_name = forgetWorkings)]
    fn forget_workings(answers: String);
}

pub(super) fn keep(wizard: Wizard) {
    Effect::new(move |_| {
        let answers = encoded(&wizard.answers());
        if !wizard.origin.is_as_written.get() {
            forget_workings(answers);
        }
    });
    let is_shown = Memo::new(move |_| wizard.address().view == View::Outlook);
    Effect::new(move |_| {
        let answers = is_shown.get().then(|| wizard.answers());
        if !wizard.origin.is_as_written.get() {
            outlook(answers.as_ref().map(encoded));
        }
    });
}
