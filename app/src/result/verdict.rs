//! Whether it fits, in one line, and how much room there is.

use std::time::Duration;

use leptos::prelude::*;
use planner::Plan;
use planner::finding::Severity;
use planner::plan::rough;

use crate::state::Wizard;
use crate::ui::icon;
use crate::ui::markup::{Element, el, el_of};
use crate::ui::number::{counted, grouped};

/// Readers aloud are told of a new result once typing rests. Our judgement.
const SAID_AFTER: Duration = Duration::from_millis(900);

pub(super) fn verdict(plan: &Plan) -> Element {
    let heading = el("h2")
        .attr("id", "result-heading")
        .with(severity_icon(plan))
        .text(headline(plan));
    el_of("div", "verdict")
        .attr("data-severity", severity(plan))
        .with(heading)
        .with(el_of("p", "verdict-for").text(server_and_users(plan)))
        .with(el_of("p", "verdict-room").text(room_left(plan)))
}

/// For the bar at the foot of a narrow screen.
pub(super) fn short_verdict(plan: &Plan) -> Element {
    el_of("span", "jump-verdict")
        .attr("data-severity", severity(plan))
        .with(severity_icon(plan))
        .text(headline(plan))
}

/// A short summary, read aloud after a change.
pub(super) fn announcement(wizard: Wizard) -> impl IntoView {
    let sentence = move || {
        let problems = wizard.problems().len() as u64;
        let plan = &wizard.outcome().plan;
        let verdict = format!("{}. {}", headline(plan), room_left(plan));
        if problems == 0 {
            verdict
        } else {
            format!(
                "{} in your answers. {verdict}",
                counted(problems, "problem", "problems")
            )
        }
    };
    let said = RwSignal::new(untrack(sentence));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let sentence = sentence();
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let say = move || {
            if said.with_untracked(|said| *said != sentence) {
                said.set(sentence);
            }
        };
        waiting.set_value(set_timeout_with_handle(say, SAID_AFTER).ok());
    });
    view! { <p class="unseen" role="status">{said}</p> }
}

fn worst(plan: &Plan) -> Option<Severity> {
    plan.findings.first().map(|finding| finding.severity)
}

fn severity(plan: &Plan) -> &'static str {
    worst(plan).map_or("none", Severity::name)
}

fn severity_icon(plan: &Plan) -> Element {
    match worst(plan) {
        Some(Severity::Error) => icon::error(),
        Some(Severity::Warning) => icon::warning(),
        Some(Severity::Advice) | None => icon::tick(),
    }
}

fn headline(plan: &Plan) -> String {
    let warnings = plan
        .findings
        .iter()
        .filter(|finding| finding.severity == Severity::Warning)
        .count() as u64;
    match worst(plan) {
        Some(Severity::Error) => "This does not fit".to_owned(),
        Some(Severity::Warning) => format!("This works, with {}", counted(warnings, "warning", "warnings")),
        Some(Severity::Advice) | None => "This fits".to_owned(),
    }
}

fn server_and_users(plan: &Plan) -> String {
    let host = plan.spec.host();
    format!(
        "{} on {} and {} of memory, for {}",
        plan.spec.site.domain,
        counted(host.cores.into(), "core", "cores"),
        host.memory.rounded(),
        counted(plan.spec.load.active_users.into(), "active user", "active users"),
    )
}

fn room_left(plan: &Plan) -> String {
    format!(
        "There is room for about {} active users. What runs out first: {}.",
        grouped(rough(plan.capacity.active_users.value)),
        plan.capacity.bottleneck.value,
    )
}
