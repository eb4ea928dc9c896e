//! The wizard: its steps, and the page around them.

use leptos::either::Either;
use leptos::prelude::*;

use crate::address::Address;
use crate::browser::{self, address_bar};
use crate::location::Location;
use crate::result;
use crate::state::Wizard;
use crate::steps::START;

mod around;
mod ask;
mod form;
mod load;
mod presets;
mod problems;
mod progress;
mod review;

/// The whole page below `<body>`. `typed` is what was typed before the script had come.
#[component]
pub fn App(location: Location, #[prop(optional)] typed: Vec<(String, String)>) -> impl IntoView {
    match Address::read(&location) {
        Some(address) => Either::Left(page(address, typed)),
        None => Either::Right(nothing_here()),
    }
}

fn page(address: Address, typed: Vec<(String, String)>) -> impl IntoView {
    let wizard = Wizard::new(address);
    let typed = StoredValue::new(typed);
    // Effects run in the browser only.
    Effect::new(move |_| untrack(|| browser::attach(wizard, typed.get_value())));
    address_bar::keep_address(wizard);
    let step = move || wizard.step();
    view! {
        <a class="skip" href="#step-heading">"Skip to the questions"</a>
        <header class="top">
            <a class="brand" href=move || wizard.address_of(&START).href()>
                {crate::mark::mark()}
                <span>"Howdah"</span>
            </a>
            <p class="tagline">"The configuration of a Mastodon server, with the reason for every number"</p>
        </header>
        {progress::progress(wizard)}
        <main class="columns">
            <section class="step" aria-labelledby="step-heading">
                {move || form::form(wizard, step())}
                {result::jump(wizard)}
            </section>
            {result::pane(wizard)}
        </main>
        <footer class="bottom">
            <p>
                "Nothing that you type is stored or logged. Passwords and keys are never part of a link. "
                <a href="/">"Start over"</a>
            </p>
        </footer>
    }
}

fn nothing_here() -> impl IntoView {
    view! {
        <header class="top">
            <a class="brand" href="/">{crate::mark::mark()}<span>"Howdah"</span></a>
        </header>
        <main class="nothing">
            <h1>"There is no page here"</h1>
            <p><a href="/">"Go to the first question"</a></p>
        </main>
    }
}
