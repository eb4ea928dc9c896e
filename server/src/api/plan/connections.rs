//! Who may open how many database connections.

use planner::Plan;
use planner::plan::{LedgerLine, Route};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct LedgerAnswer<'a> {
    /// Mastodon's processes.
    lines: Vec<Line<'a>>,
    /// Kept free, or used beside them. Always direct.
    reserves: Vec<Line<'a>>,
    /// What all of Mastodon's processes may open.
    client_connections: u32,
    /// What reaches PostgreSQL at most, reserves included.
    server_connections: u32,
    max_connections: u32,
    spare: u32,
}

#[derive(Debug, Serialize)]
struct Line<'a> {
    name: &'a str,
    /// Where they run.
    host: &'a str,
    processes: u32,
    /// Connections that one process may hold.
    pool: u32,
    connections: u32,
    /// `direct` or `pgbouncer`.
    route: &'static str,
}

impl<'a> LedgerAnswer<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let ledger = &plan.connections;
        let all = |lines: &'a [LedgerLine]| lines.iter().map(|line| Line::new(plan, line)).collect();
        Self {
            lines: all(&ledger.lines),
            reserves: all(&ledger.reserves),
            client_connections: ledger.client_connections,
            server_connections: ledger.server_connections,
            max_connections: ledger.max_connections.value,
            spare: ledger.spare(),
        }
    }
}

impl<'a> Line<'a> {
    fn new(plan: &'a Plan, line: &'a LedgerLine) -> Self {
        Self {
            name: &line.name,
            host: plan.hosts.get(line.host).map_or("", |host| host.name.as_str()),
            processes: line.processes,
            pool: line.pool,
            connections: line.connections(),
            route: match line.route {
                Route::Direct => "direct",
                Route::ThroughPgbouncer => "pgbouncer",
            },
        }
    }
}
