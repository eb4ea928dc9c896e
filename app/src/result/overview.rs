//! The plan at a glance: what to know, and where memory, connections and threads go.

use planner::Plan;
use planner::plan::{Consumer, Puma, Sidekiq};
use planner::unit::Memory;

use super::{connections, findings, load, memory, sidekiq};
use crate::state::Wizard;
use markup::{Element, el, el_of};

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
    let pumas = || plan.hosts.iter().filter_map(|host| host.puma.as_ref());
    let puma = format!(
        "{} × {}",
        pumas().map(Puma::processes).sum::<u32>(),
        pumas().map(|puma| puma.threads.value).max().unwrap_or_default(),
    );
    let sidekiqs = || plan.hosts.iter().filter_map(|host| host.sidekiq.as_ref());
    let streaming = plan.hosts.iter().filter_map(|host| host.streaming.as_ref());
    let database = plan.hosts.iter().map(|host| host.memory_of(Consumer::Postgresql));
    let connections = &plan.connections;
    let figures = [
        ("Puma", puma, "processes × threads, for the web"),
        (
            "Sidekiq",
            format!(
                "{} in {}",
                sidekiqs().map(Sidekiq::threads).sum::<u32>(),
                sidekiqs().map(Sidekiq::process_count).sum::<u32>(),
            ),
            "threads in processes, for the background",
        ),
        (
            "Streaming",
            streaming
                .map(|streaming| streaming.processes.value)
                .sum::<u32>()
                .to_string(),
            "processes, for live timelines",
        ),
        ("PostgreSQL", database.sum::<Memory>().rounded(), "of memory"),
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
            "between Mastodon and PostgreSQL",
        ),
    ];
    let figures = figures.map(|(name, value, of)| {
        let value = el("dd").text(value).with(el_of("span", "figure-of").text(of));
        el_of("div", "figure").with(el("dt").text(name)).with(value)
    });
    el_of("dl", "figures").with_all(figures)
}
