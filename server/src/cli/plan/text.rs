//! A plan for reading in a terminal. The findings come last, next to the prompt.

use std::fmt::Write;

use planner::Plan;
use planner::finding::Finding;
use planner::plan::{LedgerLine, Part, Range, Route};
use planner::simulation::{Row, Simulation};
use planner::value::choice::Chosen;

/// Longer values are sentences; what follows them does not wait in a column of its own.
const WIDEST_VALUE: usize = 28;

pub(super) fn text(plan: &Plan) -> String {
    let mut out = heading(plan);
    for part in plan.parts() {
        if !part.values.is_empty() {
            out += &values(&part);
        }
        if part.id == "connections" {
            out += &ledger(plan);
        }
    }
    if plan.spec.load.measured.backlog.is_some() {
        out += &backlog(&planner::simulate(plan));
    }
    out += &findings(&plan.findings);
    out
}

fn heading(plan: &Plan) -> String {
    let spec = &plan.spec;
    let mut out = format!(
        "{}: Mastodon {} for {} active users\n",
        spec.site.domain, spec.mastodon, spec.load.active_users,
    );
    for host in &spec.hosts {
        line(
            &mut out,
            format_args!(
                "{}: {} cores, {}, {}, {}, PostgreSQL {}",
                host.name,
                host.cores,
                host.memory.rounded(),
                spec.distribution.label(),
                spec.run.label(),
                spec.postgresql,
            ),
        );
    }
    out
}

/// Name, value and working in columns, with the rule's name at the end.
fn values(part: &Part<'_>) -> String {
    let names = part
        .values
        .iter()
        .map(|value| width(&value.name))
        .max()
        .unwrap_or_default();
    let values = part
        .values
        .iter()
        .map(|value| width(&value.value))
        .filter(|&width| width <= WIDEST_VALUE);
    let values = values.max().unwrap_or_default();
    let mut out = format!("\n{}\n", part.heading());
    for value in &part.values {
        let shown = if value.value.is_empty() {
            "none"
        } else {
            &value.value
        };
        line(
            &mut out,
            format_args!(
                "  {:names$}  {shown:values$}  {} [{}]",
                value.name, value.working, value.rule.id
            ),
        );
    }
    out
}

fn ledger(plan: &Plan) -> String {
    let ledger = &plan.connections;
    let all = || ledger.lines.iter().chain(&ledger.reserves);
    let names = all().map(|line| width(&line.name)).max().unwrap_or_default();
    let mut out = String::new();
    // Which host it is goes without saying where there is one.
    let place = |host: usize| match &plan.hosts[..] {
        [_] => String::new(),
        hosts => hosts
            .get(host)
            .map_or_else(String::new, |host| format!(", {}", host.name)),
    };
    for LedgerLine {
        host,
        name,
        processes,
        pool,
        route,
        service: _,
    } in all()
    {
        let sum = processes.saturating_mul(*pool);
        let route = match route {
            Route::Direct => "direct",
            Route::ThroughPgbouncer => "through PgBouncer",
        };
        line(
            &mut out,
            format_args!(
                "  {name:names$}  {processes:3} × {pool:3} = {sum:4}  {route}{}",
                place(*host)
            ),
        );
    }
    line(
        &mut out,
        format_args!(
            "  {:names$}  {:15}  of {}, {} spare",
            "Reaching PostgreSQL",
            ledger.server_connections,
            ledger.max_connections,
            ledger.spare(),
        ),
    );
    out
}

fn backlog(simulation: &Simulation) -> String {
    let rows = simulation.rows();
    let titles = rows.iter().map(|row| width(&row.title)).max().unwrap_or_default();
    let mut out = format!(
        "\nThe backlog of {} jobs, simulated [{}]\n",
        simulation.backlog,
        simulation.rule().id
    );
    let mut row = |title: &str, low: &str, likely: &str, high: &str| {
        line(
            &mut out,
            format_args!("  {title:titles$}  {low:>18}  {likely:>18}  {high:>18}"),
        );
    };
    row("", "low load", "likely load", "high load");
    for Row { title, by_load } in &rows {
        let Range { low, likely, high } = by_load;
        row(title, low, likely, high);
    }
    out
}

fn findings(findings: &[Finding]) -> String {
    if findings.is_empty() {
        return "\nNo findings: everything fits.\n".to_owned();
    }
    let mut out = "\nFindings\n".to_owned();
    for Finding {
        rule,
        severity,
        message,
        remedy,
        about,
    } in findings
    {
        line(
            &mut out,
            format_args!("  {}[{}]: {message}", severity.name(), rule.id),
        );
        line(&mut out, format_args!("    help: {remedy}"));
        let about: Vec<_> = about.iter().map(ToString::to_string).collect();
        line(&mut out, format_args!("    about: {}", about.join(", ")));
    }
    out
}

fn line(out: &mut String, text: std::fmt::Arguments<'_>) {
    // Writing to a String cannot fail.
    let _ = writeln!(out, "{text}");
}

/// All that is shown is of single-width characters.
fn width(text: &str) -> usize {
    text.chars().count()
}
