//! Who may open how many connections, against what PostgreSQL accepts.

use planner::Plan;
use planner::plan::{Ledger, LedgerLine, Route};

use super::memory::swatch;
use super::value_row::value_row;
use crate::ui::bar::{Segment, bar};
use crate::ui::markup::{Element, el, el_of};

/// Tones of the bar's segments, over and over.
const TONES: [&str; 5] = ["puma", "sidekiq", "streaming", "redis", "search"];
const POOL_TONE: &str = "pgbouncer";
const POOL_KEY: &str = "P";
const RESERVE_TONE: &str = "system";

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
        tone: POOL_TONE,
        key: POOL_KEY.to_owned(),
    });
    let direct = direct().map(|(index, line)| Segment {
        amount: line.connections().into(),
        tone: tone(ledger, index),
        key: (index + 1).to_string(),
    });
    pooled.into_iter().chain(direct).collect()
}

/// Every line with its place in the table.
fn lines(ledger: &Ledger) -> impl Iterator<Item = (usize, &LedgerLine)> {
    ledger.lines.iter().chain(&ledger.reserves).enumerate()
}

fn tone(ledger: &Ledger, index: usize) -> &'static str {
    if index < ledger.lines.len() {
        TONES[index % TONES.len()]
    } else {
        RESERVE_TONE
    }
}

fn table(ledger: &Ledger) -> Element {
    let heads = ["Who", "Processes", "Pool", "Sum", "Way"];
    let heads = heads.map(|head| el("th").attr("scope", "col").text(head));
    let rows = lines(ledger).map(|(index, line)| row(ledger, index, line));
    let table = el_of("table", "ledger")
        .with(el("thead").with(el("tr").with_all(heads)))
        .with(el("tbody").with_all(rows));
    el_of("div", "table-box").with(table)
}

fn row(ledger: &Ledger, index: usize, line: &LedgerLine) -> Element {
    let (swatch, way) = match line.route {
        Route::Direct => (swatch(tone(ledger, index), (index + 1).to_string()), "direct"),
        Route::ThroughPgbouncer => (swatch(POOL_TONE, POOL_KEY.to_owned()), "PgBouncer"),
    };
    let numbers = [line.processes, line.pool, line.connections()];
    el("tr")
        .with(el("th").attr("scope", "row").with(swatch).text(line.name.clone()))
        .with_all(numbers.map(|number| el("td").text(number.to_string())))
        .with(el("td").text(way))
}
