//! The wizard: its steps, and the page around them.

use leptos::either::Either;
use leptos::prelude::*;

use crate::address::Address;
use crate::{Location, browser, result as answer};

mod ask;
pub(crate) mod form;
mod load;
mod options;
mod presets;
pub(crate) mod problems;
mod progress;
mod result;
mod review;
mod server;
mod start;
mod state;
mod step;
mod storage;

pub use state::Wizard;
pub use step::Step;

/// Every step, in the order of the screen.
pub static STEPS: [&Step; 6] = [
    &start::STEP,
    &server::STEP,
    &load::STEP,
    &storage::STEP,
    &options::STEP,
    &result::STEP,
];

impl Step {
    /// The step after this one.
    pub fn next(&self) -> Option<&'static Step> {
        let here = STEPS.iter().position(|step| *step == self)?;
        STEPS.get(here + 1).copied()
    }

    /// Where its button leads.
    pub(crate) fn onward(&self) -> Option<&'static Step> {
        self.leads_to.or_else(|| self.next())
    }

    pub fn is_last(&self) -> bool {
        self.next().is_none()
    }
}

/// Where a field is asked: here if this step asks it, else the step that it belongs to.
pub(crate) fn step_of(here: &'static Step, path: &str) -> Option<&'static Step> {
    let asks = |step: &&'static Step| step.fields().any(|field| field.path(0) == path);
    // The first step borrows from the others.
    Some(here)
        .filter(asks)
        .or_else(|| STEPS.iter().copied().rev().find(asks))
}

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
    browser::keep_address(wizard);
    let step = move || wizard.step();
    view! {
        <a class="skip" href="#step-heading">"Skip to the questions"</a>
        <header class="top">
            <a class="brand" href=move || wizard.address_of(&start::STEP).href()>
                {crate::mark::mark()}
                <span>"Howdah"</span>
            </a>
            <p class="tagline">"The configuration of a Mastodon server, with the reason for every number"</p>
        </header>
        {progress::progress(wizard)}
        <main class="columns">
            <section class="step" aria-labelledby="step-heading">
                {move || form::form(wizard, step())}
                {answer::jump(wizard)}
            </section>
            {answer::pane(wizard)}
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

#[cfg(test)]
mod tests {
    use planner::FIELDS;
    use planner::field::{Kind, Step as Of};

    use super::*;

    #[test]
    fn every_field_is_asked_on_the_step_that_it_belongs_to() {
        for field in FIELDS {
            let step = STEPS.iter().find(|step| step.slug == field.step.slug()).unwrap();
            assert!(
                step.fields().any(|asked| std::ptr::eq(asked, *field)),
                "{}",
                field.name
            );
        }
    }

    #[test]
    fn the_planners_steps_come_in_its_order_between_start_and_result() {
        let slugs: Vec<_> = STEPS.iter().map(|step| step.slug).collect();
        assert_eq!(slugs[1..5], Of::ALL.map(Of::slug));
        assert_eq!((slugs[0], slugs[5]), ("", "result"));
    }

    /// A box that is not ticked sends nothing: without script it could not be turned off.
    #[test]
    fn every_switch_is_off_unless_it_is_turned_on() {
        for field in FIELDS.iter().filter(|field| matches!(field.kind, Kind::Switch)) {
            assert_eq!(field.default_text(), "false", "{}", field.name);
        }
    }

    #[test]
    fn a_problem_is_shown_on_the_step_that_asks() {
        let slug = |here: &'static Step, path| step_of(here, path).unwrap().slug;
        assert_eq!(slug(&start::STEP, "site.domain"), "");
        assert_eq!(slug(&load::STEP, "site.domain"), "server");
        assert_eq!(slug(&start::STEP, "storage.bucket"), "");
        assert_eq!(slug(&start::STEP, "storage.media_domain"), "storage");
        assert!(step_of(&start::STEP, "hosts").is_none());
    }
}
