//! PostgreSQL is not asked for more connections than it handles well.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::options;
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{COMPENDIUM, GARGRON_2017};

pub(super) static CHECK: Check = Check {
    rule: &Rule {
        id: "connections-are-few",
        title: "PostgreSQL has few connections",
        rationale: "Mastodon's founder named 200 as the most for PostgreSQL with 16 GB (2017), and the \
            Compendium about 500 as the practical end (2022).",
        basis: Basis::Documented,
        sources: &[GARGRON_2017, COMPENDIUM],
    },
    look,
};

const MANY: u32 = 200;
const TOO_MANY: u32 = 500;

fn look(plan: &Plan) -> Option<Found> {
    let connections = plan.connections.max_connections.value;
    if plan.uses_pgbouncer() || connections <= MANY {
        return None;
    }
    Some(Found {
        severity: if connections > TOO_MANY {
            Severity::Error
        } else {
            Severity::Warning
        },
        message: format!(
            "Without PgBouncer PostgreSQL must accept {connections} connections; up to {MANY} it does well."
        ),
        remedy: "Let PgBouncer stand before it.".to_owned(),
        about: vec![options::PGBOUNCER.of_site()],
    })
}
