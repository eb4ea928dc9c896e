//! `PLAN.md`: every number with its reason, and what the admin should know.

use askama::Template;
use planner::Plan;
use planner::plan::{BudgetLine, LedgerLine, Part, Route};
use planner::rule::Rule;
use planner::simulation::Simulation;
use planner::value::text::Label;

use crate::here::Here;
use crate::running::Running;
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
    hosts: Vec<HostMemory<'a>>,
    is_by_units: bool,
    ledger: Vec<&'a LedgerLine>,
    /// Where a backlog is to be cleared.
    backlog: Option<Simulation>,
    parts: Vec<Part<'a>>,
    rules: Vec<&'static Rule>,
}

struct HostMemory<'a> {
    name: &'a Label,
    lines: Vec<MemoryLine<'a>>,
}

struct MemoryLine<'a> {
    budget: &'a BudgetLine,
    /// As the files have it.
    memory_max: Option<String>,
}

fn render(plan: &Plan) -> Vec<File> {
    let parts = plan.parts();
    let connections = &plan.connections;
    let is_behind = plan.spec.load.measured.backlog.is_some();
    let backlog = is_behind.then(|| planner::simulate(plan));
    let document = PlanDocument {
        about: FILE.summary,
        plan,
        hosts: Here::all(plan).map(memory).collect(),
        is_by_units: Running::new(&plan.spec).is_by_units(),
        ledger: connections.lines.iter().chain(&connections.reserves).collect(),
        rules: rules(plan, &parts, backlog.as_ref()),
        parts,
        backlog,
    };
    vec![File::new(&FILE, "PLAN.md", &document)]
}

fn memory(here: Here<'_>) -> HostMemory<'_> {
    let line = |budget| MemoryLine {
        budget,
        memory_max: memory_max(here, budget),
    };
    HostMemory {
        name: &here.host.name,
        lines: here.host.budget.iter().map(line).collect(),
    }
}

fn memory_max(here: Here<'_>, line: &BudgetLine) -> Option<String> {
    let limits = here.host.memory_limits(here.plan.spec.run, line.consumer)?;
    if let [(1, memory)] = limits.each[..] {
        return Some(memory.to_string());
    }
    let each = limits.each.iter();
    let each: Vec<_> = each
        .map(|(count, memory)| format!("{count} × {memory}"))
        .collect();
    Some(format!("{} = {}", each.join(" + "), limits.together))
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
