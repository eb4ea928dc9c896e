//! Where the memory goes: one bar, and a line for each part.

use markup::bar::{Segment, bar};
use markup::number::percent;
use markup::{Element, el, el_of};
use planner::Plan;
use planner::plan::HostPlan;
use planner::rule::Shown;

use super::value_row::marked_row;

pub(super) fn memory(plan: &Plan) -> Element {
    el_of("section", "memory")
        .attr("id", "memory")
        .attr("aria-labelledby", "memory-title")
        .with(el("h3").attr("id", "memory-title").text("Memory"))
        .with_all(plan.hosts.iter().map(host))
}

fn host(host: &HostPlan) -> Element {
    let whole = host.memory.as_kib();
    let lines = host.budget.iter().enumerate();
    let segments = lines.clone().map(|(index, line)| Segment {
        amount: line.memory.value.as_kib(),
        tone: line.consumer.id(),
        key: (index + 1).to_string(),
    });
    let legend = lines.map(|(index, line)| {
        let shown = Shown {
            name: line.consumer.name().to_owned(),
            value: line.memory.value.rounded(),
            rule: line.memory.rule,
            working: &line.memory.working,
        };
        let share = format!("{} %", percent(line.memory.value.as_kib(), whole));
        marked_row(&shown, swatch(line.consumer.id(), (index + 1).to_string()), share)
    });
    let words = format!(
        "{} divided among {} parts, listed below",
        host.memory.rounded(),
        host.budget.len()
    );
    el_of("div", "memory-host")
        .with_all(shortage(host))
        .with(bar(segments.collect(), whole, words))
        .with(el_of("div", "legend").with_all(legend))
}

fn shortage(host: &HostPlan) -> Option<Element> {
    let words = format!(
        "All of it together asks for {}; the host has {}. Each part was cut to fit.",
        host.wanted.rounded(),
        host.memory.rounded()
    );
    (host.wanted > host.memory).then(|| el_of("p", "note").text(words))
}

/// A key in the colour of its segment.
pub(super) fn swatch(tone: &'static str, key: String) -> Element {
    el_of("span", "swatch")
        .attr("data-tone", tone)
        .attr("aria-hidden", "true")
        .text(key)
}
