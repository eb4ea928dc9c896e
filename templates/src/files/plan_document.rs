//! `PLAN.md`: every number with its reason, and what the admin should know.

use askama::Template;
use planner::Plan;
use planner::plan::{LedgerLine, Part, Route};
use planner::rule::Rule;
use planner::simulation::Simulation;

use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "plan-document",
    summary: "Every number of the plan, with its rule, how it was worked out, and how we know.",
    reader: "you",
    format: &format::MARKDOWN,
    render: Render::Site(render),
};

#[derive(Template)]
#[template(path = "PLAN.md")]
struct PlanDocument<'a> {
    about: &'static str,
    plan: &'a Plan,
    ledger: Vec<&'a LedgerLine>,
    /// Where a backlog is to be cleared.
    backlog: Option<Simulation>,
    parts: Vec<Part<'a>>,
    rules: Vec<&'static Rule>,
}

fn render(plan: &Plan) -> Vec<File> {
    let parts = plan.parts();
    let connections = &plan.connections;
    let is_behind = plan.spec.load.measured.backlog.is_some();
    let backlog = is_behind.then(|| planner::simulate(plan));
    let document = PlanDocument {
        about: FILE.summary,
        plan,
        ledger: connections.lines.iter().chain(&connections.reserves).collect(),
        rules: rules(plan, &parts, backlog.as_ref()),
        parts,
        backlog,
    };
    vec![File::new(&FILE, "PLAN.md", &document)]
}

/// The rules that the document names, each once, by name.
fn rules(plan: &Plan, parts: &[Part<'_>], backlog: Option<&Simulation>) -> Vec<&'static Rule> {
    let of_values = parts.iter().flat_map(|part| &part.values).map(|value| value.rule);
    let of_findings = plan.findings.iter().map(|finding| finding.rule);
    let mut rules: Vec<_> = of_values
        .chain(of_findings)
        .chain(backlog.map(Simulation::rule))
        .collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    rules
}
