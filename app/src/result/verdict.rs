//! Whether it fits, in one line, and the figures that people ask for first.

use std::time::Duration;

use leptos::prelude::*;
use planner::Plan;
use planner::finding::Severity;

use crate::ui::icon;
use crate::ui::number::{counted, grouped};
use crate::wizard::Wizard;

/// Readers aloud are told of a new result once typing rests. Our judgement.
const SAID_AFTER: Duration = Duration::from_millis(900);

pub(super) fn heading(wizard: Wizard) -> impl IntoView {
    move || {
        wizard.plan.with(|plan| {
            let worst = worst(plan);
            view! {
                <div class="verdict" data-severity=worst.map_or("none", Severity::name)>
                    <h2 id="result-heading">{sign(worst)}{verdict(plan)}</h2>
                    <p class="verdict-for">{asked(plan)}</p>
                    <p class="verdict-room">{room(plan)}</p>
                </div>
            }
        })
    }
}

/// For the bar at the foot of a narrow screen.
pub(super) fn short(wizard: Wizard) -> impl IntoView {
    move || {
        wizard.plan.with(|plan| {
            let worst = worst(plan);
            view! { <span class="jump-verdict" data-severity=worst.map_or("none", Severity::name)>{sign(worst)}{verdict(plan)}</span> }
        })
    }
}

/// A short summary, read aloud after a change.
pub(super) fn announcement(wizard: Wizard) -> impl IntoView {
    let words = move || {
        let problems = wizard.problems().len() as u64;
        let verdict = wizard
            .plan
            .with(|plan| format!("{}. {}", verdict(plan), room(plan)));
        if problems == 0 {
            verdict
        } else {
            format!(
                "{} in your answers. {verdict}",
                counted(problems, "problem", "problems")
            )
        }
    };
    let said = RwSignal::new(untrack(words));
    let waiting = StoredValue::new(None::<TimeoutHandle>);
    Effect::new(move |_| {
        let words = words();
        if let Some(handle) = waiting.get_value() {
            handle.clear();
        }
        let say = move || {
            if said.with_untracked(|said| *said != words) {
                said.set(words);
            }
        };
        waiting.set_value(set_timeout_with_handle(say, SAID_AFTER).ok());
    });
    view! { <p class="unseen" role="status">{said}</p> }
}

fn worst(plan: &Plan) -> Option<Severity> {
    plan.findings.first().map(|finding| finding.severity)
}

fn sign(worst: Option<Severity>) -> AnyView {
    match worst {
        Some(Severity::Error) => icon::error(),
        Some(Severity::Warning) => icon::warning(),
        Some(Severity::Advice) | None => icon::tick(),
    }
}

fn verdict(plan: &Plan) -> String {
    let count = |severity| {
        plan.findings
            .iter()
            .filter(|finding| finding.severity == severity)
            .count() as u64
    };
    match worst(plan) {
        Some(Severity::Error) => "This does not fit".to_owned(),
        Some(Severity::Warning) => format!(
            "This works, with {}",
            counted(count(Severity::Warning), "warning", "warnings")
        ),
        Some(Severity::Advice) | None => "This fits".to_owned(),
    }
}

fn asked(plan: &Plan) -> String {
    let host = plan.spec.host();
    format!(
        "{} on {} and {} of memory, for {}",
        plan.spec.site.domain,
        counted(host.cores.into(), "core", "cores"),
        host.memory.rounded(),
        counted(plan.spec.load.active_users.into(), "active user", "active users"),
    )
}

fn room(plan: &Plan) -> String {
    format!(
        "There is room for about {} active users. What runs out first: {}.",
        grouped(plan.capacity.active_users.value),
        plan.capacity.bottleneck.value,
    )
}
