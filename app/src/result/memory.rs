//! Where the memory goes: one bar, and a line for each part.

use leptos::prelude::*;
use planner::Plan;
use planner::plan::HostPlan;
use planner::rule::Shown;

use super::value_row::marked_row;
use crate::ui::bar::{Segment, bar};
use crate::ui::number::percent;

pub(super) fn memory(plan: &Plan) -> AnyView {
    let hosts = plan.hosts.iter().map(host).collect_view();
    view! {
        <section class="memory" aria-labelledby="memory-title">
            <h3 id="memory-title">"Memory"</h3>
            {hosts}
        </section>
    }
    .into_any()
}

fn host(host: &HostPlan) -> impl IntoView + use<> {
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
        marked_row(&shown, Some(swatch(line.consumer.id(), index + 1)), Some(share))
    });
    let words = format!(
        "{} divided among {} parts, listed below",
        host.memory.rounded(),
        host.budget.len()
    );
    let shortage = (host.wanted > host.memory).then(|| {
        let words = format!(
            "All of it together asks for {}; the host has {}. Each part was cut to fit.",
            host.wanted.rounded(),
            host.memory.rounded()
        );
        view! { <p class="note">{words}</p> }
    });
    view! {
        {shortage}
        {bar(segments.collect(), whole, words)}
        <div class="legend">{legend.collect_view()}</div>
    }
}

/// A key in the colour of its segment.
pub(super) fn swatch(tone: &'static str, key: usize) -> AnyView {
    view! { <span class="swatch" data-tone=tone aria-hidden="true">{key.to_string()}</span> }.into_any()
}
