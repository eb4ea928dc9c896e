//! PostgreSQL is not asked for more connections than it handles well.

use super::finding;
use crate::finding::{Finding, Severity};
use crate::plan::Plan;
use crate::rule::{Basis, Rule};
use crate::sources::{COMPENDIUM, GARGRON_2017};

pub(crate) static RULE: Rule = Rule {
    id: "connections-are-few",
    title: "PostgreSQL has few connections",
    rationale: "Mastodon's founder named 200 as the most for PostgreSQL with 16 GB (2017), and the \
                Compendium about 500 as the practical end (2022).",
    basis: Basis::Documented,
    sources: &[GARGRON_2017, COMPENDIUM],
};

const MANY: u32 = 200;
const TOO_MANY: u32 = 500;

pub(super) fn check(plan: &Plan) -> Option<Finding> {
    let connections = plan.connections.max_connections.value;
    if plan.uses_pgbouncer() || connections <= MANY {
        return None;
    }
    Some(finding(
        &RULE,
        if connections > TOO_MANY {
            Severity::Error
        } else {
            Severity::Warning
        },
        format!(
            "Without PgBouncer PostgreSQL must accept {connections} connections; up to {MANY} it does well."
        ),
        "Let PgBouncer stand before it.".to_owned(),
        &["options.pgbouncer"],
    ))
}
