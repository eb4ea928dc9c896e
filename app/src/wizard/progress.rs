//! The list of steps: where one is, and the way to each.

use crate::state::Wizard;
use crate::steps::{STEPS, Step, step_of};
use crate::ui::markup::{Element, el, el_of};
use crate::ui::number::counted;

pub(super) fn progress(wizard: Wizard) -> Vec<Element> {
    let items = STEPS.iter().copied().map(|step| item(wizard, step));
    vec![el("ol").attr("role", "list").with_all(items)]
}

fn item(wizard: Wizard, step: &'static Step) -> Element {
    let current = (wizard.step() == step).then_some("step");
    let problems = problems(wizard, step);
    let problems = (problems > 0)
        .then(|| el_of("span", "steps-problems").text(counted(problems as u64, "problem", "problems")));
    let link = el("a")
        .attr("href", wizard.address_of(step).href())
        .attr_if("aria-current", current)
        .text(step.title)
        .with_all(problems);
    el("li").with(link)
}

/// How many problems are on this step.
fn problems(wizard: Wizard, step: &'static Step) -> usize {
    let here = wizard.step();
    wizard
        .problems()
        .iter()
        .filter(|problem| step_of(here, &problem.about) == Some(step))
        .count()
}
