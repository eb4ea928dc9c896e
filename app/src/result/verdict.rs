//! Whether it fits, in one line, and how much room there is. Nothing is judged before it is answered, and no default in place of an
//! answer.

use std::time::Duration;

use leptos::prelude::*;
use markup::number::{counted, grouped};
use markup::{Element, el, el_of};
use planner::Plan;
use planner::finding::{Finding, Severity};
use planner::input::site;
use planner::plan::rough;
use planner::problem::Problem;
use planner::value::text::DomainName;

use crate::state::Wizard;
use crate::ui::icon;

pub(crate) const ANNOUNCED: &str = "announced";

/// Readers aloud are told of a new result once typing rests. Our judgement.
const SAID_AFTER: Duration = Duration::from_millis(900);

/// Of the capacity, in per cent: above it queues grow.
const ALL: u64 = 100;

pub(super) fn verdict(wizard: Wizard) -> Element {
    let plan = &wizard.outcome().plan;
    let standing = Standing::of(wizard);
    let heading = el("h2")
        .attr("id", "result-heading")
        .with(standing.icon())
        .text(standing.headline(plan));
    el_of("div", "verdict")
        .attr("data-severity", standing.severity())
        .with(heading)
        .with(el_of("p", "verdict-for").text(standing.what_is_planned(wizard, plan)))
        .with(el_of("p", "verdict-room").text(room_left(plan)))
        .with_all(backlog(plan).map(|words| el_of("p", "verdict-backlog").text(words)))
}

/// For the bar at the foot of a narrow screen.
pub(super) fn short_verdict(wizard: Wizard) -> Element {
    let standing = Standing::of(wizard);
    el_of("span", "jump-verdict")
        .attr("data-severity", standing.severity())
        .with(standing.icon())
        .text(standing.headline(&wizard.outcome().plan))
}

/// A short summary, read aloud after a change.
pub(crate) fn sentence(wizard: Wizard) -> String {
    let problems = wizard.problems().len() as u64;
    let plan = &wizard.outcome().plan;
    let verdict = format!("{}. {}", Standing::of(wizard).headline(plan), room_left(plan));
    if problems == 0 {
        verdict
    } else {
        format!(
            "{} in your answers. {verdict}",
            counted(problems, "problem", "problems")
        )
    }
}

/// From here on changes are announced, in the element of [`ANNOUNCED`].
pub(crate) fn announce(wizard: Wizard) {
    let mut waiting = None::<TimeoutHandle>;
    Effect::new(move |_| {
        let sentence = sentence(wizard);
        if let Some(handle) = waiting.take() {
            handle.clear();
        }
        let say = move || {
            let place = document().get_element_by_id(ANNOUNCED);
            // What is written again would be said again.
            if let Some(place) = place.filter(|place| place.text_content().as_ref() != Some(&sentence)) {
                place.set_text_content(Some(&sentence));
            }
        };
        waiting = set_timeout_with_handle(say, SAID_AFTER).ok();
    });
}

/// What may be said of the plan.
enum Standing {
    /// It is an example: nobody has answered anything.
    Unanswered,
    /// It has defaults in place of these answers, which are refused.
    NotCounted(Vec<String>),
    /// As before, and these were never given.
    Missing(Vec<String>),
    /// By its worst finding.
    Judged(Option<Severity>),
}

impl Standing {
    fn of(wizard: Wizard) -> Self {
        let problems = wizard.not_counted();
        let names = |of: fn(&Problem) -> bool| {
            let names: Vec<_> = problems.iter().filter(|problem| of(problem)).map(name).collect();
            Some(names).filter(|names| !names.is_empty())
        };
        if let Some(names) = names(|problem| !problem.value.is_empty()) {
            Self::NotCounted(names)
        } else if let Some(names) = names(|_| true) {
            Self::Missing(names)
        } else if wizard.answers().iter().all(|(_, text)| text.trim().is_empty()) {
            Self::Unanswered
        } else {
            let plan = &wizard.outcome().plan;
            Self::Judged(plan.findings.first().map(|finding| finding.severity))
        }
    }

    const fn severity(&self) -> &'static str {
        match self {
            Self::Unanswered => "open",
            Self::NotCounted(_) | Self::Missing(_) => "warning",
            Self::Judged(None) => "none",
            Self::Judged(Some(severity)) => severity.name(),
        }
    }

    fn icon(&self) -> Element {
        match self {
            Self::Unanswered => icon::advice(),
            Self::NotCounted(_) | Self::Missing(_) | Self::Judged(Some(Severity::Warning)) => icon::warning(),
            Self::Judged(Some(Severity::Error)) => icon::error(),
            Self::Judged(Some(Severity::Advice) | None) => icon::tick(),
        }
    }

    fn headline(&self, plan: &Plan) -> String {
        let used = plan.capacity.use_of_capacity;
        match self {
            Self::Unanswered => "Nothing is answered yet".to_owned(),
            Self::NotCounted(names) => format!("Not counted yet: {}", names.join(", ")),
            Self::Missing(names) => format!("Still missing: {}", names.join(", ")),
            Self::Judged(Some(Severity::Error)) => "This does not fit".to_owned(),
            Self::Judged(Some(Severity::Warning)) if used.peak_percent > ALL => {
                format!(
                    "Late at the peak: {} % of its capacity",
                    grouped(used.peak_percent)
                )
            }
            Self::Judged(Some(Severity::Warning)) if used.surge_percent > ALL => {
                format!(
                    "Late in the surge: {} % of its capacity",
                    grouped(used.surge_percent)
                )
            }
            Self::Judged(Some(Severity::Warning)) => {
                let of_this_kind = |finding: &&Finding| finding.severity == Severity::Warning;
                let warnings = plan.findings.iter().filter(of_this_kind).count() as u64;
                format!("This works, with {}", counted(warnings, "warning", "warnings"))
            }
            Self::Judged(Some(Severity::Advice) | None) if is_close(plan) => "This just fits".to_owned(),
            Self::Judged(Some(Severity::Advice) | None) => "This fits".to_owned(),
        }
    }

    fn what_is_planned(&self, wizard: Wizard, plan: &Plan) -> String {
        let planned = server_and_users(wizard, plan);
        match self {
            Self::Unanswered => format!("As an example: {planned}"),
            Self::NotCounted(_) | Self::Missing(_) => format!("Until then: {planned}"),
            Self::Judged(_) => planned,
        }
    }
}

/// Whether there are more users than the host has room for with something to spare.
fn is_close(plan: &Plan) -> bool {
    u64::from(plan.spec.load.active_users) > plan.capacity.active_users.value
}

fn name(problem: &Problem) -> String {
    let field = problem.about.field();
    field.map_or_else(|| problem.about.to_string(), |at| at.field.label.to_owned())
}

fn server_and_users(wizard: Wizard, plan: &Plan) -> String {
    let host = plan.spec.host();
    let domain = &plan.spec.site.domain;
    // Until there is one, the plan has the domain of examples.
    let has_domain = wizard
        .answers()
        .get(site::DOMAIN.name)
        .is_some_and(|text| DomainName::parse(text).is_ok());
    let on = if has_domain {
        format!("{domain} on ")
    } else {
        String::new()
    };
    format!(
        "{on}{} and {} of memory, for {}",
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

/// How long the jobs take that wait, where somebody said how many do.
fn backlog(plan: &Plan) -> Option<String> {
    let jobs = plan.spec.load.measured.backlog?;
    let time = plan.capacity.backlog.as_ref()?;
    Some(format!(
        "Time to clear the backlog of {}: {}.",
        counted(jobs, "job", "jobs"),
        time.value
    ))
}
