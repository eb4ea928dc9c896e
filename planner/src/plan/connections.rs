//! The connection ledger: who may open how many database connections, against what PostgreSQL accepts.

use super::Consumer;
use crate::rule::{Shown, Value};

/// Every user of the database, and the limit.
#[derive(Clone, Debug)]
pub struct Ledger {
    /// Mastodon's processes.
    pub lines: Vec<LedgerLine>,
    /// Kept free or used beside Mastodon's processes: migrations, psql, superusers, backup. Always direct.
    pub reserves: Vec<LedgerLine>,
    /// What all of Mastodon's processes may open.
    pub client_connections: u32,
    /// What reaches PostgreSQL at most, reserves included.
    pub server_connections: u32,
    pub max_connections: Value<u32>,
    pub timeouts: Timeouts,
}

/// What PostgreSQL ends by itself, of web and Sidekiq.
#[derive(Clone, Debug)]
pub struct Timeouts {
    pub statement_seconds: Value<u32>,
    pub idle_in_transaction_seconds: Value<u32>,
}

/// So many processes with a pool each.
#[derive(Clone, Debug)]
pub struct LedgerLine {
    /// Where they run: the place in [`Plan::hosts`](super::Plan::hosts).
    pub host: usize,
    /// For example `Puma workers`.
    pub name: String,
    /// Whose they are; None for what is kept free.
    pub service: Option<Consumer>,
    pub processes: u32,
    /// Connections that one process may hold.
    pub pool: u32,
    pub route: Route,
}

/// Which way a connection takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Route {
    Direct,
    ThroughPgbouncer,
}

impl LedgerLine {
    pub const fn connections(&self) -> u32 {
        self.processes.saturating_mul(self.pool)
    }
}

impl Ledger {
    /// Connections that PostgreSQL would still accept.
    pub const fn spare(&self) -> u32 {
        self.max_connections.value.saturating_sub(self.server_connections)
    }

    pub fn values(&self) -> Vec<Shown<'_>> {
        vec![
            self.max_connections.shown("max_connections"),
            self.timeouts
                .statement_seconds
                .shown("statement_timeout, seconds"),
            self.timeouts
                .idle_in_transaction_seconds
                .shown("idle_in_transaction_session_timeout, seconds"),
        ]
    }
}
