//! What is wrong with the answers, all of it, with links to the fields.

use leptos::prelude::*;
use markup::{Element, el, el_of};
use planner::problem::{About, Problem};

use super::ask;
use crate::state::Wizard;
use crate::steps::step_of;
use crate::ui::icon;

pub(crate) const ID: &str = "problems";

/// Each link has all answers in it: with one for each of many problems, a page of nonsense would be large. Our judgement: nobody
/// has as many.
const LINKED: usize = 6;

/// Problems of this step show at their fields while somebody types; the summary has them after trying to go on.
pub(crate) fn summary(wizard: Wizard) -> Option<Element> {
    let (here, has_tried) = (wizard.step(), wizard.has_tried.get());
    let is_elsewhere = |problem: &Problem| step_of(here, &problem.about) != Some(here);
    let problems = wizard.problems();
    let problems = problems
        .iter()
        .filter(|problem| has_tried || is_elsewhere(problem));
    let items: Vec<_> = problems
        .enumerate()
        .map(|(place, problem)| item(wizard, problem, place < LINKED))
        .collect();
    let heading = el("h2")
        .attr("id", "problems-title")
        .with(icon::error())
        .text("Please look at these answers again");
    (!items.is_empty()).then(|| {
        el_of("div", "problems")
            .attr("id", ID)
            .attr("tabindex", "-1")
            .attr("role", "group")
            .attr("aria-labelledby", "problems-title")
            .with(heading)
            .with(el("ul").attr("role", "list").with_all(items))
    })
}

fn item(wizard: Wizard, problem: &Problem, is_linked: bool) -> Element {
    let label = match problem.about {
        About::Field(at) if !is_linked => el("span").text(at.field.label),
        About::Field(at) => el("a").attr_if("href", wizard.href_of(at)).text(at.field.label),
        About::Path(_) | About::Document => el("code").text(problem.about.to_string()),
    };
    el("li").with(label).text(": ").text(ask::in_a_sentence(problem))
}

/// What the link or the file has, and no field.
pub(crate) fn unknown(wizard: Wizard) -> Option<Element> {
    let unknown = wizard.address().unknown;
    let words = || {
        el_of("p", "note")
            .text("There is also ")
            .with(el("code").text(unknown.join(", ")))
            .text(", which is no question here, so it is left out.")
    };
    (!unknown.is_empty()).then(words)
}
