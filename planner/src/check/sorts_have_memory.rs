//! Every connection can sort what PostgreSQL expects of it.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::hosts;
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sizing::postgresql::WORK_MEM_DEFAULT;
use crate::sources::{PGTUNE, POSTGRESQL_RESOURCES};

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "sorts-have-memory",
        title: "Sorts have memory",
        rationale: "PgTune gives no connection less than PostgreSQL's default of 4 MB for a sort. Where one sort in each connection would \
            take more than the database has, they get less: what does not fit goes to the disk, which is slow, but the host does not run \
            out of memory.",
        basis: Basis::Documented,
        sources: &[POSTGRESQL_RESOURCES, PGTUNE],
    },
    look,
};

/// Where the whole plan does not fit, another check says so of all its parts.
fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter().enumerate();
    let (place, host, postgresql) =
        hosts.find_map(|(place, host)| Some((place, host, host.postgresql.as_ref()?)))?;
    let work_mem = postgresql.work_mem.value;
    if work_mem >= WORK_MEM_DEFAULT || host.wanted > host.memory {
        return None;
    }
    Some(Found {
        severity: Severity::Advice,
        message: format!(
            "Of the database's {} each of {} connections has {work_mem} to sort in, less than PostgreSQL's {WORK_MEM_DEFAULT}.",
            postgresql.memory.value.rounded(),
            plan.connections.server_connections,
        ),
        remedy: "A small server does with that. Take a host with more memory when temp_files in pg_stat_database grows day by day."
            .to_owned(),
        about: about(&[&hosts::MEMORY], &[place]),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::{finding_of, plan_of};

    fn with_memory(memory: &str) -> Option<Finding> {
        finding_of(CHECK.rule.id, &format!("hosts.0.memory={memory}"))
    }

    /// Beside 400 MiB of Puma, 480 of Sidekiq, 256 for an ffmpeg, 129 of streaming, 32 each of nginx and PgBouncer, 128 of the system
    /// and some 281 of Redis about 310 are left of 2,048. 5 and 10 threads, room for two more processes of 5 each, and 10 of streaming are 35
    /// connections; 13 are kept free. 128 MiB are buffers and an eighth, 39, is for maintenance: (310 − 128 − 39) ÷ 48 = 3.0 MiB.
    #[test]
    fn a_host_of_2_gib_has_less_than_postgresql_expects_and_is_told() {
        let finding = with_memory("2GiB").expect("a finding");
        assert_eq!(finding.severity, Severity::Advice);
        let numbers = finding.message.split(|letter: char| !letter.is_ascii_digit());
        let numbers: Vec<u64> = numbers.filter_map(|number| number.parse().ok()).collect();
        let [database_mib, connections, work_mem_kib, 4] = numbers[..] else {
            panic!("{}", finding.message);
        };
        assert!((308..=312).contains(&database_mib), "{}", finding.message);
        assert_eq!(connections, 48);
        assert!((3_000..3_150).contains(&work_mem_kib), "{}", finding.message);
    }

    #[test]
    fn what_is_enough_for_4_mb_each_is_no_finding() {
        assert!(with_memory("4GiB").is_none());
        let elsewhere = "database.place=elsewhere database.host=db.example.net database.connections=100";
        assert!(finding_of(CHECK.rule.id, &format!("hosts.0.memory=2GiB {elsewhere}")).is_none());
    }

    #[test]
    fn where_all_of_the_plan_does_not_fit_only_that_is_said() {
        let plan = plan_of("hosts.0.memory=1GiB");
        let found: Vec<_> = plan.findings.iter().map(|finding| finding.rule.id).collect();
        assert!(
            found.contains(&"memory-fits") && !found.contains(&CHECK.rule.id),
            "{found:?}"
        );
    }
}
