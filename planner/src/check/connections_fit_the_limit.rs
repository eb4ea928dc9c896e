//! A database elsewhere accepts all connections that may be opened.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::{database, options};
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sources::POSTGRESQL_CONNECTIONS;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "connections-fit-the-limit",
        title: "The database elsewhere accepts the connections",
        rationale: "Whatever is above its limit is turned away with \"remaining connection slots are reserved\", and jobs and pages fail.",
        basis: Basis::Documented,
        sources: &[POSTGRESQL_CONNECTIONS],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let needed = plan.connections.server_connections;
    let limit = plan.connections.max_connections.value;
    if !plan.spec.database.is_elsewhere() || needed <= limit {
        return None;
    }
    Some(Found {
        severity: Severity::Error,
        message: format!(
            "Up to {needed} connections may reach the database, with those that are kept free, and it accepts {limit}."
        ),
        remedy: if plan.uses_pgbouncer() {
            format!("Take a size of the provider's that accepts {needed} or more.")
        } else {
            "Let PgBouncer share few among all threads.".to_owned()
        },
        about: vec![database::CONNECTIONS.of_site(), options::PGBOUNCER.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    const ELSEWHERE: &str = "database.place=elsewhere database.host=db.example.net";

    /// Two Puma workers of 5, two Sidekiq workers of 10, a scheduler of 5, two extra processes of 5 and a streaming process of 10 are
    /// 55; 10 free and 3 kept: 68.
    #[test]
    fn without_pgbouncer_every_pool_counts() {
        let finding = |limit| {
            let answers = format!("{ELSEWHERE} database.connections={limit} options.pgbouncer=off");
            finding_of(CHECK.rule.id, &answers)
        };
        assert!(finding(68).is_none());
        let found = finding(67).expect("a finding");
        assert_eq!(found.severity, Severity::Error);
        assert!(
            found.message.starts_with("Up to 68 connections"),
            "{}",
            found.message
        );
        assert!(found.remedy.contains("PgBouncer"), "{}", found.remedy);
    }

    /// A pool of one, five in reserve and 13 kept free: 19.
    #[test]
    fn with_pgbouncer_only_the_smallest_pool_has_to_fit() {
        let finding = |limit| {
            let answers = format!("{ELSEWHERE} database.connections={limit}");
            finding_of(CHECK.rule.id, &answers)
        };
        assert!(finding(19).is_none());
        let remedy = finding(18).expect("a finding").remedy;
        assert!(remedy.contains("19 or more"), "{remedy}");
    }

    #[test]
    fn a_database_here_has_as_many_as_are_needed() {
        assert!(finding_of(CHECK.rule.id, "options.pgbouncer=off load.active_users=20000").is_none());
    }
}
