//! Every answer, with the step where it can be changed.

use markup::{Element, el, el_of};
use planner::field::Field;

use super::ask;
use crate::state::Wizard;
use crate::steps::{STEPS, Step};

pub(crate) fn review(wizard: Wizard) -> Element {
    // The first step asks again what the others ask.
    let steps = STEPS
        .iter()
        .copied()
        .skip(1)
        .filter(|step| step.fields().next().is_some());
    el_of("section", "review")
        .with(el("h2").text("Your answers"))
        .with_all(steps.map(|step| answers_of(wizard, step)))
}

fn answers_of(wizard: Wizard, step: &'static Step) -> Element {
    let asked = step.fields().filter(|field| wizard.is_asked(field));
    let answers = asked.filter_map(|field| {
        let text = answer(wizard, field)?;
        Some(
            el("div")
                .with(el("dt").text(field.label))
                .with(el("dd").text(text)),
        )
    });
    let heading = el("h3").with(
        el("a")
            .attr("href", wizard.address_of(step).href())
            .text(step.heading),
    );
    el_of("div", "review-step")
        .with(heading)
        .with(el("dl").with_all(answers))
}

/// What holds, in words. None where there is nothing.
fn answer(wizard: Wizard, field: &Field) -> Option<String> {
    let text = field.text(&wizard.outcome().plan.spec, 0);
    Some(ask::in_words(field, &text)).filter(|text| !text.is_empty())
}
