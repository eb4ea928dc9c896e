//! The list of steps: where one is, and the way to each.

use leptos::prelude::*;

use super::{STEPS, Step, Wizard, step_of};
use crate::ui::number::counted;

pub(crate) fn progress(wizard: Wizard) -> impl IntoView {
    let items = STEPS
        .iter()
        .copied()
        .map(|step| item(wizard, step))
        .collect_view();
    view! {
        <nav class="steps" aria-label="Steps">
            <ol role="list">{items}</ol>
        </nav>
    }
}

fn item(wizard: Wizard, step: &'static Step) -> impl IntoView {
    let current = move || (wizard.step.get() == step).then_some("step");
    view! {
        <li>
            <a href=move || wizard.address_of(step).href() aria-current=current>
                {step.title}
                {move || problems(wizard, step).map(|words| view! { <span class="steps-problems">{words}</span> })}
            </a>
        </li>
    }
}

/// How many problems are on this step.
fn problems(wizard: Wizard, step: &'static Step) -> Option<String> {
    let here = wizard.step.get();
    let problems = wizard.problems();
    let count = problems
        .iter()
        .filter(|problem| step_of(here, &problem.path) == Some(step))
        .count();
    (count > 0).then(|| counted(count as u64, "problem", "problems"))
}
