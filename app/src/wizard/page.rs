//! The page itself, which only the server writes: a frame, and the places that a browser keeps up to date.

use leptos::either::Either;
use leptos::prelude::*;

use super::{HOME, RESULT, STEP, STEPS_LIST};
use crate::address::Address;
use crate::location::Location;
use crate::mark::mark;
use crate::result::verdict::{self, ANNOUNCED};
use crate::state::Wizard;
use crate::steps::START;

/// What is below `<body>`.
pub(crate) fn page(location: Location) -> impl IntoView {
    match Address::read(&location) {
        Some(address) => Either::Left(wizard(address)),
        None => Either::Right(nothing_here()),
    }
}

fn wizard(address: Address) -> impl IntoView {
    let wizard = Wizard::new(address);
    let home = untrack(|| wizard.address_of(&START).href());
    let announced = untrack(|| verdict::sentence(wizard));
    view! {
        <a class="skip" href="#step-heading">"Skip to the questions"</a>
        <header class="top">
            <a class="brand" id=HOME href=home>
                {mark()}
                <span>"Howdah"</span>
            </a>
            <p class="tagline">"The configuration of a Mastodon server, with the reason for every number"</p>
        </header>
        <nav class="steps" aria-label="Steps">
            <div class=STEPS_LIST.class inner_html=STEPS_LIST.html(wizard)></div>
        </nav>
        <main class="columns">
            <section class=STEP.class aria-labelledby="step-heading" inner_html=STEP.html(wizard)></section>
            <section class="result" id="result" aria-labelledby="result-heading" tabindex="-1">
                <div class=RESULT.class inner_html=RESULT.html(wizard)></div>
                <p class="unseen" id=ANNOUNCED role="status">{announced}</p>
            </section>
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
            <a class="brand" href="/">{mark()}<span>"Howdah"</span></a>
        </header>
        <main class="nothing">
            <h1>"There is no page here"</h1>
            <p><a href="/">"Go to the first question"</a></p>
        </main>
    }
}
