//! The wizard: its steps, and what keeps a page of it live.

use leptos::prelude::*;

use crate::address::Address;
use crate::browser::{self, address_bar};
use crate::result::{self, verdict};
use crate::state::Wizard;
use crate::steps::START;
use crate::ui::shown::Shown;

mod around;
mod ask;
mod form;
mod load;
#[cfg(feature = "ssr")]
mod page;
mod presets;
mod problems;
mod progress;
mod review;

#[cfg(feature = "ssr")]
pub(crate) use page::page;

static STEPS_LIST: Shown<Wizard> = Shown {
    class: "steps-list",
    content: progress::progress,
};

static STEP: Shown<Wizard> = Shown {
    class: "step",
    content: form::step,
};

static RESULT: Shown<Wizard> = Shown {
    class: "result-content",
    content: result::content,
};

/// The way back to the first step.
const HOME: &str = "home";

/// From here on the page that the server wrote for this address follows what people do. `typed` is what was typed before.
pub fn make_live(address: Address, typed: Vec<(String, String)>) {
    let wizard = Wizard::new(address);
    for shown in [&STEPS_LIST, &STEP, &RESULT] {
        shown.keep(wizard);
    }
    Effect::new(move |_| {
        let href = wizard.address_of(&START).href();
        if let Some(home) = document().get_element_by_id(HOME) {
            let _ = home.set_attribute("href", &href);
        }
    });
    verdict::announce(wizard);
    address_bar::keep_address(wizard);
    form::hear(wizard);
    browser::attach(wizard, typed);
}
