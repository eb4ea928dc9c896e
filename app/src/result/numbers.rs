//! Every value of the plan, part by part, each with its reason.

use markup::{Element, el, el_of};
use planner::Plan;
use planner::plan::Part;

use super::value_row::value_row;
use crate::ui::basis::basis;

pub(super) fn numbers(plan: &Plan) -> Vec<Element> {
    let words = el_of("p", "view-words")
        .text("Open a line to see its rule with your numbers put in, how we know, and where it is written: ")
        .with(basis("documented"))
        .text(" by the program's makers, ")
        .with(basis("measured"))
        .text(" by people who published figures, or our ")
        .with(basis("judgement"))
        .text(".");
    let parts = plan.parts();
    let parts = parts.iter().filter(|part| !part.values.is_empty()).map(section);
    std::iter::once(words).chain(parts).collect()
}

fn section(part: &Part<'_>) -> Element {
    el_of("section", "part")
        .attr("id", format!("part-{}", part.id))
        .with(el("h3").text(part.heading()))
        .with(el_of("div", "legend").with_all(part.values.iter().map(value_row)))
}
