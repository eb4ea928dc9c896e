//! Every answer, with the step where it can be changed.

use leptos::prelude::*;
use planner::field::Field;

use super::{STEPS, Step, Wizard, ask};

pub(crate) fn review(wizard: Wizard) -> AnyView {
    // The first step asks again what the others ask.
    let steps = STEPS
        .iter()
        .copied()
        .filter(|step| step.fields().next().is_some())
        .skip(1);
    view! {
        <section class="review" aria-labelledby="review-title">
            <h2 id="review-title">"Your answers"</h2>
            {steps.map(|step| answers_of(wizard, step)).collect_view()}
        </section>
    }
    .into_any()
}

fn answers_of(wizard: Wizard, step: &'static Step) -> impl IntoView {
    view! {
        <h3 class="review-step">
            <a href=move || wizard.address_of(step).href()>{step.heading}</a>
        </h3>
        <dl class="review-answers">
            {move || {
                step.fields()
                    .filter(|field| wizard.spec.with(|spec| (field.asked_when)(spec)))
                    .filter_map(|field| Some((field.label, answer(wizard, field)?)))
                    .map(|(label, text)| view! { <div><dt>{label}</dt><dd>{text}</dd></div> })
                    .collect_view()
            }}
        </dl>
    }
}

/// What holds, in words. None where there is nothing.
fn answer(wizard: Wizard, field: &Field) -> Option<String> {
    let text = wizard.spec.with(|spec| field.text(spec, 0));
    Some(ask::in_words(field, &text)).filter(|text| !text.is_empty())
}
