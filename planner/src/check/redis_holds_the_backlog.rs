//! The jobs that wait fit into the Redis that holds the queues.

use super::{Check, Found, about};
use crate::finding::Severity;
use crate::input::{hosts, load, options};
use crate::plan::{HostPlan, Plan, RedisRole, rough};
use crate::rule::{Basis, rule};
use crate::sizing::capacity::MEMORY_SOLD_GIB;
use crate::sizing::{redis, sized};
use crate::sources::{MASTO_NYC, SIDEKIQ_WIKI};
use crate::spec::Spec;
use crate::unit::Memory;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "redis-holds-the-backlog",
        title: "Redis holds the backlog",
        rationale: "Nothing may be evicted where queues are, so a Redis that is full refuses what is written: nothing can be \
            posted, and no job can say that it is done. We take 4 KiB a job.",
        basis: Basis::Documented,
        sources: &[SIDEKIQ_WIKI, MASTO_NYC],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let backlog = plan.spec.load.measured.backlog?;
    let (place, fitting) = jobs_that_fit(&plan.spec, &plan.hosts)?;
    if backlog <= fitting {
        return None;
    }
    let host = &plan.hosts[place];
    let name = host.redis.as_ref()?.of(RedisRole::Sidekiq).name;
    let waits = format!(
        "let it shrink below {} before you change over: one more process for the queue that lags helps most",
        rough(fitting)
    );
    let larger = MEMORY_SOLD_GIB.into_iter().map(Memory::gib).find(|&memory| {
        let mut spec = plan.spec.clone();
        spec.hosts[place].memory = memory;
        let larger = sized(&spec);
        jobs_that_fit(&spec, &larger.hosts).is_some_and(|(_, fitting)| fitting >= backlog)
    });
    Some(Found {
        severity: Severity::Error,
        message: format!(
            "{backlog} jobs wait, and the Redis `{name}` has room for about {} of them beside what else it holds. Once it is full, nothing can be posted.",
            rough(fitting),
        ),
        remedy: match larger {
            Some(memory) => format!("Take a host with {memory} of memory, or {waits}."),
            None => format!("No host holds that many; {waits}."),
        },
        about: about(&[&load::BACKLOG, &hosts::MEMORY, &options::REDIS], &[place]),
    })
}

/// And the place of the host that they are on.
fn jobs_that_fit(spec: &Spec, hosts: &[HostPlan]) -> Option<(usize, u64)> {
    let mut hosts = hosts.iter().zip(&spec.hosts).enumerate();
    hosts.find_map(|(place, (host, asked))| {
        let memory = asked.memory - asked.reserved_memory;
        Some((place, redis::jobs_that_fit(host.redis.as_ref()?, spec, memory)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::finding::Finding;
    use crate::testing::finding_of;

    /// Each role in a Redis of its own, on 8 GiB.
    fn with_backlog(jobs: u32, answers: &str) -> Option<Finding> {
        let answers = format!("options.redis=three hosts.0.memory=8 load.measured.backlog={jobs} {answers}");
        finding_of(CHECK.rule.id, &answers)
    }

    /// A quarter of 8 GiB, 2,048 MiB, holds 524,288 jobs of 4 KiB.
    #[test]
    fn what_a_quarter_of_the_memory_holds_is_enough() {
        assert!(with_backlog(200_000, "").is_none());
        assert!(with_backlog(524_288, "").is_none());
        let finding = with_backlog(524_289, "").expect("a finding");
        assert_eq!(finding.severity, Severity::Error);
        assert_eq!(
            finding.message,
            "524289 jobs wait, and the Redis `sidekiq` has room for about 520000 of them beside what else it holds. Once it is full, nothing can be posted."
        );
        assert_eq!(
            finding.remedy,
            "Take a host with 16 GiB of memory, or let it shrink below 520000 before you change over: one more process for the queue that lags helps most."
        );
    }

    /// 2,048 GiB ÷ 4 hold 134 million jobs.
    #[test]
    fn no_host_holds_a_thousand_million() {
        let remedy = with_backlog(1_000_000_000, "").expect("a finding").remedy;
        assert!(remedy.starts_with("No host holds that many; "), "{remedy}");
    }

    /// 8,192 MiB: feeds of 100 users have 70.8 MiB and the cache 128 in the same Redis.
    #[test]
    fn feeds_and_cache_in_the_same_redis_keep_their_part() {
        let of = |jobs| {
            finding_of(
                CHECK.rule.id,
                &format!("hosts.0.memory=8 load.measured.backlog={jobs}"),
            )
        };
        assert!(of(524_000).is_none());
        assert!(of(700_000).is_some());
    }

    /// Half a GiB has a fifth of what Redis wants.
    #[test]
    fn where_memory_is_short_less_fits() {
        let of = |jobs| {
            finding_of(
                CHECK.rule.id,
                &format!("hosts.0.memory=512MiB load.measured.backlog={jobs}"),
            )
        };
        assert!(of(16_384).is_some());
    }

    #[test]
    fn nothing_is_said_of_a_server_without_a_backlog() {
        assert!(finding_of(CHECK.rule.id, "hosts.0.memory=512MiB").is_none());
    }
}
