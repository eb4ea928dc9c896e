//! How many users the host carries.

use super::carried::Limit;
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::load::jobs;
use crate::spec::Spec;

pub(crate) static RULE: Rule = rule! {
    id: "users-that-fit",
    title: "Active users that fit",
    rationale: "The most users whose likely load on an ordinary day raises no finding about cores, memory or disk: at the peak \
                nine tenths of the 70 % of the cores that we plan with, and memory for their processes and for the busy part of their \
                database. It is the host's, the same however many users you expect. A figure that you measured is moved with \
                the users, in proportion for more of them.",
    basis: Basis::Judgement,
    sources: &[],
};

pub(super) fn users_that_fit(spec: &Spec, (users, limit): (u64, Limit)) -> Value<u64> {
    Value::new(
        users,
        &RULE,
        working!(
            "{users} users make {} jobs a day; for one more there would be too little: {}",
            jobs::ordinary(&spec.load, users),
            limit.name()
        ),
    )
}

#[cfg(test)]
mod tests {
    use super::super::carried::Carrier;
    use crate::testing::spec_of;

    fn users(answers: &str) -> u64 {
        Carrier::of(&spec_of(answers)).expect("a host").users().0
    }

    /// Nine tenths of 70 % of 8 cores are 5,040 ms. 3,000 users ask for 32,000 × √3,000 × 2 ÷ 86,400 = 40.57 jobs a second, 3,246 ms,
    /// 31 requests, 1,550, and 240 clients, 60: 4,856. 3,100 for 41.25, 3,300; 32, 1,600; 62: 4,962; 3,200 for 41.9, 3,352; 33, 1,650; 64:
    /// 5,066.
    #[test]
    fn cores_are_used_to_nine_tenths_of_what_may_be() {
        let fit = users("hosts.0.cores=8 hosts.0.memory=64");
        assert!((3_100..3_200).contains(&fit), "{fit}");
    }

    /// Five GiB and 64 cores: PostgreSQL has what 5,120 less 320 of the system, 32 of PgBouncer, 32 of nginx and 606 for an ffmpeg,
    /// and 5/4 of 64 + 320 + 80 for Redis leave, 3,550; with one Puma, Sidekiq's 920 and 150 of streaming 2,080, less 13 MiB of feeds: 1.8
    /// GiB are the busy data of 1.35 million jobs, more than two processes do.
    #[test]
    fn memory_counts() {
        let of = |memory| users(&format!("hosts.0.cores=64 hosts.0.memory={memory}"));
        assert!(of(2) < of(4) && of(4) < of(5) && of(5) < of(8));
        assert!(of(2) < 20, "{}", of(2));
    }

    /// 63 movements of a hard disk a second: of 700 users 19.6 jobs × 3 and 8 requests are 67, of 600 18.15 × 3 and 7 62.
    #[test]
    fn a_hard_disk_carries_fewer() {
        let fit = users("hosts.0.cores=8 hosts.0.memory=64 hosts.0.disk=hdd");
        assert!((600..700).contains(&fit), "{fit}");
    }

    /// 300,000 jobs a day of 500 users are 600 each: of 1,000 users 13.9 jobs a second, 1,111 ms, 11 requests, 550, and 20: 1,681 of
    /// 2,520 ms on four cores; of 1,500 20.8, 1,667; 16, 800; 30: 2,497.
    #[test]
    fn what_was_measured_grows_in_proportion() {
        let fit = users(
            "hosts.0.cores=4 hosts.0.memory=64 load.active_users=500 load.measured.jobs_per_day=300000",
        );
        assert!((1_490..1_520).contains(&fit), "{fit}");
    }

    /// Twice 0.35 cores are 0.7.
    #[test]
    fn two_shared_cores_are_one() {
        let of = |answers: &str| users(&format!("hosts.0.memory=64 {answers}"));
        let one_shared = of("hosts.0.cores=1 hosts.0.shared_cpu=true");
        let two_shared = of("hosts.0.cores=2 hosts.0.shared_cpu=true");
        assert_eq!(two_shared, of("hosts.0.cores=1"));
        assert!(one_shared < two_shared, "{one_shared}");
    }
}
