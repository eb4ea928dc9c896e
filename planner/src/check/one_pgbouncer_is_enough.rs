//! PgBouncer, which is one thread, gets through what is asked at the peak.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::{load, options};
use crate::plan::Plan;
use crate::rule::{Basis, Source, rule};
use crate::sources::{COMPENDIUM, PGBOUNCER_CONFIG};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "one-pgbouncer-is-enough",
        title: "One PgBouncer is enough",
        rationale: "PgBouncer is one thread. In a production of 2026 it took half a core for 7,000 queries a second in \
            transaction mode, so a core does about 14,000. A request and a job each ask some 20 times: our judgement. When \
            its core is full, every query waits, however much PostgreSQL could do.",
        basis: Basis::Documented,
        sources: &[
            PGBOUNCER_CONFIG,
            COMPENDIUM,
            Source {
                title: "PgDog's issue 791, measured beside PgBouncer",
                url: "https://github.com/pgdogdev/pgdog/issues/791",
            },
        ],
    },
    look,
};

/// 7,000 a second at 50 % of a core, in the issue above.
const QUERIES_OF_A_CORE: u64 = 14_000;

/// Our judgement: Rails asks for each record and what belongs to it.
const QUERIES_OF_EACH: u64 = 20;

fn look(plan: &Plan) -> Option<Found> {
    let pgbouncer = plan.hosts.iter().find_map(|host| host.pgbouncer.as_ref())?;
    let jobs = plan.load.peak_jobs.value.as_per_1000_s() / 1000;
    let queries = (plan.load.requests_per_second.value + jobs) * QUERIES_OF_EACH;
    if queries <= QUERIES_OF_A_CORE {
        return None;
    }
    let instances = queries.div_ceil(QUERIES_OF_A_CORE);
    let pool = u64::from(pgbouncer.default_pool_size.value);
    // Each has a reserve of its own.
    let reserve = u64::from(pgbouncer.reserve_pool_size.value);
    let share = ((pool + reserve) / instances).saturating_sub(reserve).max(1);
    Some(Found {
        severity: Severity::Warning,
        message: format!(
            "PgBouncer is one thread: about {queries} queries a second at the peak, and a core does {QUERIES_OF_A_CORE}."
        ),
        remedy: format!(
            "The files have one. When its core is full, start {instances} on the same port with so_reuseport, each with a \
             folder of sockets and a log of its own, from version 1.19 on with a peer_id, and with default_pool_size {share} in \
             place of {pool}, so that PostgreSQL gets no more connections: PgBouncer's documentation has an example."
        ),
        about: vec![options::PGBOUNCER.of_site(), load::ACTIVE_USERS.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    fn with(requests: u64, more: &str) -> Option<Finding> {
        finding_of(
            CHECK.rule.id,
            &format!(
                "hosts.0.cores=64 hosts.0.memory=256 load.measured.jobs_per_day=1 \
                 load.measured.requests_per_second={requests} {more}"
            ),
        )
    }

    /// 700 requests × 20 queries are 14,000. 64 cores × 4 are 256 connections, of which the pool has 200 at most, and 5 in
    /// reserve. Two share 205 with 102 each, of which 5 are the reserve; three, for 1,401 requests, with 68.
    #[test]
    fn a_core_does_14000_queries_a_second() {
        assert!(with(700, "options.pgbouncer=on").is_none());
        let found = with(701, "options.pgbouncer=on").expect("a finding");
        assert_eq!(
            found.message,
            "PgBouncer is one thread: about 14020 queries a second at the peak, and a core does 14000."
        );
        assert!(
            found.remedy.contains("start 2 on")
                && found.remedy.contains("default_pool_size 97 in place of 200"),
            "{}",
            found.remedy
        );
        let more = with(1_401, "options.pgbouncer=on").expect("a finding").remedy;
        assert!(
            more.contains("start 3 on") && more.contains("default_pool_size 63 "),
            "{more}"
        );
    }

    #[test]
    fn without_pgbouncer_there_is_no_such_limit() {
        assert!(with(5_000, "options.pgbouncer=off").is_none());
    }
}
