//! What is wrong with the answers, all of it, with links to the fields.

use leptos::prelude::*;
use planner::problem::Problem;

use super::{Wizard, ask, step_of};
use crate::address::field_at;
use crate::ui::icon;

pub(crate) const ID: &str = "problems";

/// Problems of this step show at their fields while somebody types; the summary has them after trying to go on.
pub(crate) fn summary(wizard: Wizard) -> impl IntoView {
    move || {
        let (here, has_tried) = (wizard.step.get(), wizard.has_tried.get());
        let mut problems = wizard.problems();
        problems.retain(|problem| has_tried || step_of(here, &problem.path) != Some(here));
        (!problems.is_empty()).then(|| {
            let items = problems
                .iter()
                .map(|problem| item(wizard, problem))
                .collect_view();
            view! {
                <div class="problems" id=ID tabindex="-1" role="group" aria-labelledby="problems-title">
                    <h2 id="problems-title">{icon::error()}"Please look at these answers again"</h2>
                    <ul role="list">{items}</ul>
                </div>
            }
        })
    }
}

fn item(wizard: Wizard, problem: &Problem) -> impl IntoView + use<> {
    let words = ask::in_a_sentence(problem);
    let label = field_at(&problem.path).map(|field| field.label);
    match (label, href(wizard, &problem.path)) {
        (Some(label), Some(href)) => view! { <li><a href=href>{label}</a>": " {words}</li> }.into_any(),
        _ => view! { <li><code>{problem.path.clone()}</code>": " {words}</li> }.into_any(),
    }
}

/// Keys in the link that no field has.
pub(crate) fn unknown(wizard: Wizard) -> impl IntoView {
    move || {
        let unknown = wizard.unknown.get();
        (!unknown.is_empty()).then(|| {
            view! {
                <p class="note">
                    "This link also has " <code>{unknown.join(", ")}</code>
                    ", which is no question here. It is left out."
                </p>
            }
        })
    }
}

/// The way to a field.
pub(crate) fn href(wizard: Wizard, path: &str) -> Option<String> {
    let step = step_of(wizard.step.get(), path)?;
    Some(wizard.address_of(step).href_of(path))
}
