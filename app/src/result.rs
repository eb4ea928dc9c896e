//! The result beside the questions: a verdict, and three ways to look at the plan.

use leptos::prelude::*;

use crate::address::{Address, View};
use crate::wizard::Wizard;

mod connections;
mod download;
mod file_list;
mod file_text;
mod findings;
mod load;
mod memory;
mod numbers;
mod overview;
mod sidekiq;
pub(crate) mod take_away;
mod value_row;
mod verdict;

pub use download::file_name;

/// The pane with everything that follows from the answers.
pub(crate) fn pane(wizard: Wizard) -> impl IntoView {
    let is_early = move || !wizard.step.get().is_last();
    view! {
        <section class="result" id="result" aria-labelledby="result-heading" tabindex="-1">
            {verdict::heading(wizard)}
            {verdict::announcement(wizard)}
            {move || is_early().then(|| download::download(wizard))}
            {views(wizard)}
            {move || match wizard.view.get() {
                View::Overview => overview::overview(wizard),
                View::Numbers => numbers::numbers(wizard),
                View::Files => file_list::file_list(wizard),
            }}
        </section>
    }
}

/// On a narrow screen the result is below the questions: its verdict and the way there stay in sight.
pub(crate) fn jump(wizard: Wizard) -> impl IntoView {
    view! {
        <p class="jump">
            {verdict::short(wizard)}
            <a class="button" href="#result">"See the result"</a>
        </p>
    }
}

fn views(wizard: Wizard) -> impl IntoView {
    let items = View::ALL.map(|view| {
        let href = move || {
            Address {
                view,
                file: None,
                ..wizard.address()
            }
            .href()
        };
        let current = move || (wizard.view.get() == view).then_some("true");
        view! { <li><a href=href aria-current=current>{title(view)}</a></li> }
    });
    view! {
        <nav class="views" aria-label="Parts of the result">
            <ul role="list">{items.into_iter().collect_view()}</ul>
        </nav>
    }
}

const fn title(view: View) -> &'static str {
    match view {
        View::Overview => "Overview",
        View::Numbers => "Every number",
        View::Files => "Files",
    }
}
