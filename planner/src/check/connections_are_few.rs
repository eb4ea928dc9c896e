//! PostgreSQL is not asked for more connections than it handles well.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::options;
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sizing::pgbouncer;
use crate::sources::{COMPENDIUM, GARGRON_2017};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
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
    // Of a database elsewhere it is the provider's to say what it does well.
    if plan.uses_pgbouncer() || plan.spec.database.is_elsewhere() || connections <= MANY {
        return None;
    }
    let (host, _) = plan.database()?;
    // Where it saves little, it is no remedy.
    if !pgbouncer::saves(plan.connections.client_connections, host.cores.value) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    /// With so many Puma workers: 25 requests a second, of 0.2 s each, keep half of 10 threads at work, those of two workers.
    /// Beside them two Sidekiq workers of 10, a scheduler of 5, two extra processes of 5, a streaming process of 10, and 13
    /// kept free.
    fn with_workers(workers: u32, pgbouncer: &str) -> Option<Finding> {
        let requests = workers * 25 / 2;
        finding_of(
            CHECK.rule.id,
            &format!(
                "hosts.0.cores=128 hosts.0.memory=256 load.measured.jobs_per_day=1 \
                 load.measured.requests_per_second={requests} options.pgbouncer={pgbouncer}"
            ),
        )
    }

    /// 16 workers: 320 requests a second keep half of 128 threads at work, 400 half of 160; 45 beside them and 13 kept free.
    #[test]
    fn up_to_200_are_few() {
        let of = |requests| {
            let answers = format!(
                "hosts.0.cores=16 hosts.0.memory=256 load.measured.jobs_per_day=1 \
                 load.measured.requests_per_second={requests} options.pgbouncer=off"
            );
            finding_of(CHECK.rule.id, &answers)
        };
        assert!(of(320).is_none());
        let finding = of(400).expect("a finding");
        assert_eq!(finding.severity, Severity::Warning);
        assert_eq!(
            finding.message,
            "Without PgBouncer PostgreSQL must accept 220 connections; up to 200 it does well."
        );
    }

    /// On 128 cores its own pool is 200 and 5: of 44 × 5 + 45 = 265 it saves less than a quarter, of 46 × 5 + 45 = 275 that.
    #[test]
    fn where_pgbouncer_saves_little_it_is_no_remedy() {
        assert!(with_workers(44, "off").is_none());
        assert!(with_workers(44, "auto").is_none());
        assert!(with_workers(46, "off").is_some());
    }

    #[test]
    fn above_500_are_too_many() {
        let severity = |workers| with_workers(workers, "off").map(|finding| finding.severity);
        // 88 × 5 + 58 = 498, rounded up to 500; 90 × 5 + 58 = 508, to 510.
        assert_eq!(severity(88), Some(Severity::Warning));
        assert_eq!(severity(90), Some(Severity::Error));
    }

    #[test]
    fn pgbouncer_makes_them_few() {
        assert!(with_workers(90, "auto").is_none());
    }
}
