//! The plan at a glance: what to know, and where memory, connections and threads go.

use planner::Plan;
use planner::plan::Consumer;

use super::{connections, findings, load, memory, sidekiq};
use crate::ui::markup::{Element, el, el_of};
use crate::wizard::Wizard;

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
    let puma = format!("{} × {}", plan.puma.processes(), plan.puma.threads);
    let connections = &plan.connections;
    let figures = [
        ("Puma", puma, "processes × threads"),
        (
            "Sidekiq",
            format!("{} in {}", plan.sidekiq.threads(), plan.sidekiq.process_count()),
            "threads in processes",
        ),
        ("Streaming", plan.streaming.processes.to_string(), "processes"),
        (
            "PostgreSQL",
            plan.host().memory_of(Consumer::Postgresql).rounded(),
            "of memory",
        ),
        (
            "Connections",
            format!(
                "{} of {}",
                connections.server_connections, connections.max_connections
            ),
            "to PostgreSQL",
        ),
        (
            "PgBouncer",
            if plan.uses_pgbouncer() { "yes" } else { "no" }.to_owned(),
            "in between",
        ),
    ];
    let figures = figures.map(|(name, value, of)| {
        let value = el("dd").text(value).with(el_of("span", "figure-of").text(of));
        el_of("div", "figure").with(el("dt").text(name)).with(value)
    });
    el_of("dl", "figures").with_all(figures)
}
