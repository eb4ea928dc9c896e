//! The plan at a glance: what to know, and where memory, connections and threads go.

use leptos::prelude::*;
use planner::Plan;

use super::{connections, findings, load, memory, sidekiq};
use crate::wizard::Wizard;

pub(super) fn overview(wizard: Wizard) -> AnyView {
    let part = move |part: fn(&Plan) -> AnyView| move || wizard.plan.with(part);
    view! {
        {findings::findings(wizard)}
        {part(figures)}
        {part(memory::memory)}
        {part(load::load)}
        {part(sidekiq::sidekiq)}
        {part(connections::connections)}
    }
    .into_any()
}

/// The numbers that people compare.
fn figures(plan: &Plan) -> AnyView {
    let puma = match plan.puma.workers.value {
        0 => format!("1 × {}", plan.puma.threads),
        workers => format!("{workers} × {}", plan.puma.threads),
    };
    let host = plan.host();
    let figures = [
        ("Puma", puma, "processes × threads"),
        ("Sidekiq", plan.sidekiq.threads().to_string(), "threads"),
        ("Streaming", plan.streaming.processes.to_string(), "processes"),
        (
            "PostgreSQL",
            host.memory_of(planner::plan::Consumer::Postgresql).rounded(),
            "memory",
        ),
        (
            "Connections",
            format!(
                "{} of {}",
                plan.connections.server_connections, plan.connections.max_connections
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
        view! {
            <div class="figure">
                <dt>{name}</dt>
                <dd>{value}" "<span class="figure-of">{of}</span></dd>
            </div>
        }
    });
    view! { <dl class="figures">{figures.into_iter().collect_view()}</dl> }.into_any()
}
