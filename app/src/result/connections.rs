//! Who may open how many connections, against what PostgreSQL accepts.

use markup::bar::{Segment, bar};
use markup::{Element, el, el_of};
use planner::Plan;
use planner::plan::{Consumer, Ledger, LedgerLine, Route};

use super::memory::swatch;
use super::value_row::value_row;

const POOL_KEY: &str = "P";
/// What is no service's.
const RESERVE_TONE: &str = "reserve";

pub(super) fn connections(plan: &Plan) -> Element {
    let ledger = &plan.connections;
    let pgbouncer = plan.pgbouncer();
    let why = pgbouncer.map(|pgbouncer| value_row(&pgbouncer.why.shown("PgBouncer")));
    let pool = pgbouncer.map(|pgbouncer| value_row(&pgbouncer.default_pool_size.shown("default_pool_size")));
    let values = why
        .into_iter()
        .chain(pool)
        .chain(ledger.values().into_iter().map(|shown| value_row(&shown)));
    let picture = bar(
        segments(ledger),
        ledger.max_connections.value.into(),
        "Connections to PostgreSQL, listed below".to_owned(),
    );
    el_of("section", "connections")
        .attr("id", "connections")
        .attr("aria-labelledby", "connections-title")
        .with(
            el("h3")
                .attr("id", "connections-title")
                .text("Database connections"),
        )
        .with(el("p").text(words(plan)))
        .with(picture)
        .with(table(ledger))
        .with(el_of("div", "legend").with_all(values))
}

fn words(plan: &Plan) -> String {
    let ledger = &plan.connections;
    let through = if plan.uses_pgbouncer() {
        " PgBouncer lets them share fewer."
    } else {
        ""
    };
    format!(
        "Mastodon's processes may open {} connections.{through} With what is kept free, {} of {} reach PostgreSQL at most.",
        ledger.client_connections, ledger.server_connections, ledger.max_connections,
    )
}

/// What PostgreSQL sees: PgBouncer's pool as one, and everything direct.
fn segments(ledger: &Ledger) -> Vec<Segment> {
    let direct = || lines(ledger).filter(|(_, line)| line.route == Route::Direct);
    let sum: u32 = direct().map(|(_, line)| line.connections()).sum();
    let pool = ledger.server_connections.saturating_sub(sum);
    let pooled = (pool > 0).then(|| Segment {
        amount: pool.into(),
        tone: Consumer::Pgbouncer.id(),
        key: POOL_KEY.to_owned(),
    });
    let direct = direct().map(|(index, line)| Segment {
        amount: line.connections().into(),
        tone: tone(line),
        key: key(index),
    });
    pooled.into_iter().chain(direct).collect()
}

/// Every line with its place in the table.
fn lines(ledger: &Ledger) -> impl Iterator<Item = (usize, &LedgerLine)> {
    ledger.lines.iter().chain(&ledger.reserves).enumerate()
}

/// A service has the colour that it has wherever its part of something is shown.
fn tone(line: &LedgerLine) -> &'static str {
    line.service.map_or(RESERVE_TONE, Consumer::id)
}

/// A letter, since the parts of the memory have numbers.
fn key(index: usize) -> String {
    ('a'..='z')
        .nth(index)
        .map_or_else(|| (index + 1).to_string(), String::from)
}

fn table(ledger: &Ledger) -> Element {
    let heads = ["Who", "Processes", "Each", "In all"];
    let heads = heads.map(|head| el("th").attr("scope", "col").text(head));
    let rows = lines(ledger).map(|(index, line)| row(index, line));
    let table = el_of("table", "ledger")
        .with(el("thead").with(el("tr").with_all(heads)))
        .with(el("tbody").with_all(rows));
    // With large type it is wider than a phone: then it scrolls, by keyboard too.
    el_of("div", "table-box")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", "Connections of each")
        .with(table)
}

fn row(index: usize, line: &LedgerLine) -> Element {
    let (swatch, way) = match line.route {
        Route::Direct => (swatch(tone(line), key(index)), "directly"),
        Route::ThroughPgbouncer => (
            swatch(Consumer::Pgbouncer.id(), POOL_KEY.to_owned()),
            "through PgBouncer",
        ),
    };
    let numbers = [line.processes, line.pool, line.connections()];
    let name = el("th")
        .attr("scope", "row")
        .with(swatch)
        .text(line.name.clone())
        .text(" ")
        .with(el_of("span", "ledger-way").text(way));
    el("tr")
        .with(name)
        .with_all(numbers.map(|number| el("td").text(number.to_string())))
}
