//! The plan at a glance: what to know, and where memory, connections and threads go.

use markup::{Element, el, el_of};
use planner::Plan;

use super::{connections, findings, load, memory, sidekiq};
use crate::state::Wizard;

pub(super) fn overview(wizard: Wizard, plan: &Plan) -> Vec<Element> {
    let parts = [
        figures(plan),
        memory::memory(plan),
        load::load(plan),
        sidekiq::sidekiq(plan),
        connections::connections(plan),
    ];
    findings::findings(wizard, plan)
        .into_iter()
        .chain(parts)
        .collect()
}

/// The numbers that people compare.
fn figures(plan: &Plan) -> Element {
    let figures = plan.figures().map(|figure| {
        let value = el("dd")
            .text(figure.value)
            .with(el_of("span", "figure-of").text(figure.of));
        el_of("div", "figure")
            .with(el("dt").text(figure.name))
            .with(value)
    });
    el_of("dl", "figures").with_all(figures)
}
