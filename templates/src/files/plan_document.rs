//! `PLAN.md`: every number with its reason, and what the admin should know.

use askama::Template;
use planner::Plan;
use planner::finding::Finding;
use planner::plan::{BudgetLine, HostPlan, LedgerLine, Part, Route, SidekiqProcess};
use planner::rule::{Rule, Shown};
use planner::unit::Memory;

use super::laid_out;
use crate::quote::markdown;
use crate::{File, FileKind, Render};

pub(super) static FILE: FileKind = FileKind {
    id: "plan-document",
    summary: "Every number of the plan, with its rule, how it was worked out, and how we know.",
    reader: "you",
    render: Render::Site(render),
};

/// All texts are in Markdown's own notation.
#[derive(Template)]
#[template(path = "PLAN.md", escape = "none")]
struct PlanDocument {
    about: &'static str,
    domain: String,
    findings: Vec<FoundText>,
    hosts: Vec<HostText>,
    ledger: Vec<LedgerText>,
    client_connections: u32,
    server_connections: u32,
    max_connections: u32,
    spare: u32,
    parts: Vec<PartText>,
    rules: Vec<RuleText>,
}

struct FoundText {
    severity: &'static str,
    rule: &'static str,
    message: String,
    remedy: String,
}

struct HostText {
    /// Behind a heading, where the plan has several hosts.
    on: String,
    budget: Vec<BudgetText>,
    sidekiq: Vec<SidekiqText>,
}

struct BudgetText {
    consumer: &'static str,
    memory: String,
    working: String,
    limit: String,
    cpu_weight: String,
    oom_score: String,
}

struct LedgerText {
    name: String,
    processes: u32,
    pool: u32,
    connections: u32,
    route: &'static str,
}

struct SidekiqText {
    name: String,
    instances: u32,
    threads: u32,
    queues: String,
}

struct PartText {
    title: String,
    values: Vec<ValueText>,
}

struct ValueText {
    name: String,
    value: String,
    rule: &'static str,
    working: String,
}

struct RuleText {
    id: &'static str,
    title: String,
    rationale: String,
    basis: &'static str,
    sources: Vec<SourceText>,
}

struct SourceText {
    title: String,
    url: &'static str,
}

fn render(plan: &Plan) -> Vec<File> {
    let parts = plan.parts();
    let ledger = &plan.connections;
    let document = PlanDocument {
        about: FILE.summary,
        domain: markdown(plan.spec.site.domain.as_str()),
        findings: plan.findings.iter().map(found).collect(),
        hosts: plan.hosts.iter().map(|host| host_text(plan, host)).collect(),
        ledger: ledger
            .lines
            .iter()
            .chain(&ledger.reserves)
            .map(ledger_line)
            .collect(),
        client_connections: ledger.client_connections,
        server_connections: ledger.server_connections,
        max_connections: ledger.max_connections.value,
        spare: ledger.spare(),
        rules: rules(plan, &parts),
        parts: parts.iter().map(part).collect(),
    };
    vec![File::new(&FILE, "PLAN.md", laid_out(&document))]
}

fn found(finding: &Finding) -> FoundText {
    FoundText {
        severity: finding.severity.name(),
        rule: finding.rule.id,
        message: markdown(&finding.message),
        remedy: markdown(&finding.remedy),
    }
}

fn host_text(plan: &Plan, host: &HostPlan) -> HostText {
    let processes = host.sidekiq.iter().flat_map(|sidekiq| &sidekiq.processes);
    HostText {
        on: if plan.hosts.len() > 1 {
            format!(" on {}", host.name)
        } else {
            String::new()
        },
        budget: host.budget.iter().map(budget).collect(),
        sidekiq: processes.map(sidekiq).collect(),
    }
}

fn budget(line: &BudgetLine) -> BudgetText {
    let none = || "–".to_owned();
    let limits = line.limits.as_ref();
    BudgetText {
        consumer: line.consumer.name(),
        memory: line.memory.value.rounded(),
        working: markdown(&line.memory.working),
        limit: limits
            .and_then(|limits| limits.memory_max)
            .map_or_else(none, Memory::rounded),
        cpu_weight: limits.map_or_else(none, |limits| limits.cpu_weight.to_string()),
        oom_score: limits.map_or_else(none, |limits| limits.oom_score_adjust.to_string()),
    }
}

fn ledger_line(line: &LedgerLine) -> LedgerText {
    LedgerText {
        name: markdown(&line.name),
        processes: line.processes,
        pool: line.pool,
        connections: line.connections(),
        route: match line.route {
            Route::Direct => "direct",
            Route::ThroughPgbouncer => "through PgBouncer",
        },
    }
}

fn sidekiq(process: &SidekiqProcess) -> SidekiqText {
    let queues: Vec<_> = process.queues.iter().map(ToString::to_string).collect();
    SidekiqText {
        name: markdown(&process.name),
        instances: process.instances.value,
        threads: process.concurrency.value,
        queues: queues.join(" "),
    }
}

fn part(part: &Part<'_>) -> PartText {
    PartText {
        title: part.heading(),
        values: part.values.iter().map(value).collect(),
    }
}

fn value(shown: &Shown<'_>) -> ValueText {
    ValueText {
        name: markdown(&shown.name),
        value: markdown(&shown.value),
        rule: shown.rule.id,
        working: markdown(shown.working),
    }
}

/// The rules that the document names, each once, by name.
fn rules(plan: &Plan, parts: &[Part<'_>]) -> Vec<RuleText> {
    let of_values = parts.iter().flat_map(|part| &part.values).map(|value| value.rule);
    let of_findings = plan.findings.iter().map(|finding| finding.rule);
    let mut rules: Vec<&Rule> = of_values.chain(of_findings).collect();
    rules.sort_by_key(|rule| rule.id);
    rules.dedup_by_key(|rule| rule.id);
    rules.into_iter().map(rule).collect()
}

fn rule(rule: &Rule) -> RuleText {
    let sources = rule.sources.iter();
    RuleText {
        id: rule.id,
        title: markdown(rule.title),
        rationale: markdown(rule.rationale),
        basis: rule.basis.name(),
        sources: sources
            .map(|source| SourceText {
                title: markdown(source.title),
                url: source.url,
            })
            .collect(),
    }
}
