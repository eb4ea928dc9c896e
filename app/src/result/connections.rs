//! Who may open how many connections, against what PostgreSQL accepts.

use leptos::prelude::*;
use planner::Plan;
use planner::plan::{Ledger, LedgerLine, Route};

use super::value_row::value_row;
use crate::ui::bar::{Segment, bar};

/// Tones of the bar's segments, over and over.
const TONES: [&str; 5] = ["puma", "sidekiq", "streaming", "redis", "search"];

pub(super) fn connections(plan: &Plan) -> AnyView {
    let ledger = &plan.connections;
    let values = plan
        .pgbouncer
        .iter()
        .flat_map(|pgbouncer| pgbouncer.values().into_iter().take(4));
    let values: Vec<_> = values
        .chain(ledger.values())
        .map(|shown| value_row(&shown))
        .collect();
    view! {
        <section class="connections" aria-labelledby="connections-title">
            <h3 id="connections-title">"Database connections"</h3>
            <p>{words(plan)}</p>
            {bar(segments(ledger), ledger.max_connections.value.into(), "Connections to PostgreSQL, listed below".to_owned())}
            {table(ledger)}
            <div class="legend">{values}</div>
        </section>
    }
    .into_any()
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
    let direct: Vec<_> = direct_lines(ledger).collect();
    let sum: u32 = direct.iter().map(|(_, line)| line.connections()).sum();
    let pool = ledger.server_connections.saturating_sub(sum);
    let pooled = (pool > 0).then(|| Segment {
        amount: pool.into(),
        tone: "pgbouncer",
        key: "P".to_owned(),
    });
    let direct = direct.into_iter().map(|(index, line)| Segment {
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

fn direct_lines(ledger: &Ledger) -> impl Iterator<Item = (usize, &LedgerLine)> {
    lines(ledger).filter(|(_, line)| line.route == Route::Direct)
}

fn tone(ledger: &Ledger, index: usize) -> &'static str {
    if index < ledger.lines.len() {
        TONES[index % TONES.len()]
    } else {
        "system"
    }
}

fn table(ledger: &Ledger) -> impl IntoView + use<> {
    let rows = lines(ledger).map(|(index, line)| {
        let (tone, key) = match line.route {
            Route::Direct => (tone(ledger, index), (index + 1).to_string()),
            Route::ThroughPgbouncer => ("pgbouncer", "P".to_owned()),
        };
        let route = match line.route {
            Route::Direct => "direct",
            Route::ThroughPgbouncer => "PgBouncer",
        };
        view! {
            <tr>
                <th scope="row"><span class="swatch" data-tone=tone aria-hidden="true">{key}</span>{line.name.clone()}</th>
                <td>{line.processes}</td>
                <td>{line.pool}</td>
                <td>{line.connections()}</td>
                <td>{route}</td>
            </tr>
        }
    });
    view! {
        <div class="table-box">
            <table class="ledger">
                <thead>
                    <tr>
                        <th scope="col">"Who"</th>
                        <th scope="col">"Processes"</th>
                        <th scope="col">"Pool"</th>
                        <th scope="col">"Sum"</th>
                        <th scope="col">"Way"</th>
                    </tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
