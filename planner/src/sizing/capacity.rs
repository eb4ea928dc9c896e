//! What the plan can do, and what runs out first.

use crate::plan::{Capacity, Demand, HostPlan, LoadModel, Puma, Rate, UseOfCapacity};
use crate::rule::{Basis, Rule, Value, rule};
use crate::sizing::load::jobs::{self, SECONDS_PER_DAY};
use crate::sizing::sidekiq::{CPU_MS_PER_JOB, MS_PER_JOB, RUBY_MS_PER_JOB};
use crate::sources::{EXODUS, MASTODON_RADIO};
use crate::spec::Spec;

mod backlog;
mod queues;
mod users;

use backlog::backlog_time;
pub(crate) use backlog::{RULE as BACKLOG, time_in_words};
use queues::queues;
pub(crate) use queues::share;
pub(crate) use users::RULE as USERS;
use users::users_that_fit;

pub(crate) static JOBS: Rule = rule! {
    id: "jobs-possible",
    title: "Jobs that the plan can do",
    rationale: "A thread does four jobs a second at a quarter of a second each; a process, which runs Ruby on one \
                core, 16 at 60 ms; a core 12.5 at 80 ms with the database's part. Background work gets 60 % of \
                the cores, the site the rest. The least of the three. On 4 cores that is 30 jobs a second, where mastodon.radio did 9 to 14 on average with \
                everything on such a host.",
    basis: Basis::Judgement,
    sources: &[MASTODON_RADIO],
};

pub(crate) static BOTTLENECK: Rule = rule! {
    id: "bottleneck",
    title: "What runs out first",
    rationale: "Threads or processes, when they are all at work while cores idle; cores, when more threads would \
                only queue for them.",
    basis: Basis::Judgement,
    sources: &[EXODUS],
};

pub(crate) static NEXT_STEP: Rule = rule! {
    id: "next-step",
    title: "Next step",
    rationale: "More of what runs out first; on a second host once one is large.",
    basis: Basis::Judgement,
    sources: &[],
};

/// The rest is for the site. Our judgement.
pub(crate) const CORE_PERCENT_FOR_JOBS: u64 = 60;
/// Beyond it a second host comes before a larger one. Our judgement.
const LARGE_HOST_CORES: u32 = 16;
const MS_PER_1000_S: u64 = 1_000_000;
/// Of one core.
const MS_FOR_JOBS_PER_1000_S: u64 = MS_PER_1000_S * CORE_PERCENT_FOR_JOBS / 100;
/// What cores get through, database and site beside them.
fn rate_of(cores: u32) -> Rate {
    Rate::per_1000_s(u64::from(cores) * MS_FOR_JOBS_PER_1000_S / CPU_MS_PER_JOB)
}

/// How many cores get through so many jobs.
pub(crate) fn cores_for(jobs: Rate) -> u64 {
    (jobs.as_per_1000_s() * CPU_MS_PER_JOB).div_ceil(MS_FOR_JOBS_PER_1000_S)
}

pub(crate) fn capacity(spec: &Spec, load: &LoadModel, demand: &Demand, hosts: &[HostPlan]) -> Capacity {
    let cores: u32 = hosts
        .iter()
        .filter(|host| host.sidekiq.is_some())
        .map(|host| host.cores.value)
        .sum();
    let sidekiqs: Vec<_> = hosts.iter().filter_map(|host| host.sidekiq.as_ref()).collect();
    let threads: u64 = sidekiqs.iter().map(|sidekiq| u64::from(sidekiq.threads())).sum();
    let processes: u32 = sidekiqs.iter().map(|sidekiq| sidekiq.busy_process_count()).sum();
    let web_processes: u32 = hosts
        .iter()
        .filter_map(|host| host.puma.as_ref())
        .map(Puma::processes)
        .sum();
    let by_threads = Rate::per_1000_s(threads * MS_PER_1000_S / MS_PER_JOB);
    let by_processes = Rate::per_1000_s(u64::from(processes) * MS_PER_1000_S / RUBY_MS_PER_JOB);
    let by_cores = rate_of(cores);
    let by_sidekiq = by_threads.min(by_processes);
    let jobs = by_sidekiq.min(by_cores);
    let possible = jobs.as_per_1000_s();
    let jobs_per_day = load.jobs_per_day.value.likely;
    let is_cores = by_cores <= by_sidekiq;
    let is_as_asked = threads >= demand.sidekiq.threads;
    let (next, why) = match (is_cores, is_as_asked, cores >= LARGE_HOST_CORES) {
        (true, _, false) => (
            "a host with twice the cores; memory follows",
            "cores run out first",
        ),
        (true, _, true) => (
            "Sidekiq on a host of its own, beside the database",
            "cores run out first",
        ),
        (false, true, _) => (
            "ask to be ready for more: this host has room for more Sidekiq processes",
            "threads were sized to the load, cores are left",
        ),
        (false, false, _) => (
            "more memory, for more Sidekiq processes; cores are left",
            "threads run out first",
        ),
    };
    Capacity {
        jobs: Value::new(
            jobs,
            &JOBS,
            format!(
                "the least of {by_threads} by {threads} threads, {by_processes} by {processes} processes and {by_cores} by {CORE_PERCENT_FOR_JOBS} % of {cores} cores"
            ),
        ),
        active_users: users_that_fit(spec, possible),
        queues: queues(spec, jobs_per_day, &sidekiqs),
        use_of_capacity: UseOfCapacity {
            mean_percent: percent(jobs_per_day * 1000 / SECONDS_PER_DAY, possible),
            peak_percent: percent(jobs::peak_rate(jobs_per_day, 1).as_per_1000_s(), possible),
            surge_percent: percent(load.peak_jobs.value.as_per_1000_s(), possible),
        },
        bottleneck: Value::new(
            match (is_cores, by_processes < by_threads) {
                (true, _) => "cores",
                (false, true) => "Sidekiq processes",
                (false, false) => "Sidekiq threads",
            }
            .to_owned(),
            &BOTTLENECK,
            format!(
                "{by_threads} by threads, {by_processes} by processes, {by_cores} by cores; {web_processes} web processes beside them"
            ),
        ),
        backlog: spec
            .load
            .measured
            .backlog
            .map(|backlog| backlog_time(backlog, possible, jobs_per_day)),
        next_step: Value::new(next.to_owned(), &NEXT_STEP, why),
    }
}

fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).div_ceil(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    #[test]
    fn a_core_does_seven_and_a_half_jobs_a_second() {
        // 60 % of a second ÷ 80 ms.
        assert_eq!(rate_of(4), Rate::per_1000_s(30_000));
        assert_eq!(cores_for(Rate::per_1000_s(30_000)), 4);
        assert_eq!(cores_for(Rate::per_1000_s(30_001)), 5);
        assert_eq!(cores_for(Rate::per_1000_s(234_000)), 32);
    }

    fn capacity_of(answers: &str) -> Capacity {
        plan_of(answers).capacity
    }

    /// Two cores and 5 GiB: 10 threads of a worker and 10 of the scheduler's process, which helps it.
    #[test]
    fn what_can_be_done_is_the_least_of_threads_processes_and_cores() {
        let capacity = capacity_of("hosts.0.memory=5");
        // 20 × 4 = 80, 2 ÷ 0.06 = 33.3 and 2 × 7.5 = 15.
        assert_eq!(capacity.jobs.value, Rate::per_1000_s(15_000));
        assert_eq!(
            capacity.jobs.working,
            "the least of 80 a second by 20 threads, 33 a second by 2 processes and 15 a second by 60 % of 2 cores"
        );
        // One process of 10 threads on 4 cores: 40, 16.6 and 30.
        let one = capacity_of("hosts.0.cores=4 options.sidekiq=one-process");
        assert_eq!(one.jobs.value, Rate::per_1000_s(16_666));
    }

    #[test]
    fn its_use_is_rounded_up() {
        // 320,000 a day of 100 users are 3.70 a second, 7.41 at the peak and 14.81 in twice that, of 15.
        let used = capacity_of("load.surge=2").use_of_capacity;
        assert_eq!(
            (used.mean_percent, used.peak_percent, used.surge_percent),
            (25, 50, 99)
        );
        assert_eq!(percent(100, 100), 100);
        assert_eq!(percent(1_001, 1_000), 101);
        assert_eq!(percent(0, 0), 0);
    }

    fn next(answers: &str) -> (String, String) {
        let capacity = capacity_of(answers);
        (capacity.bottleneck.value, capacity.next_step.value)
    }

    /// 16,000 users ask for 93.7 jobs a second at the peak, so for 9 processes; 150 a second by these, 120 by 16 cores.
    #[test]
    fn where_cores_run_out_a_larger_host_comes_next_and_then_a_second_one() {
        let of = |cores| {
            next(&format!(
                "hosts.0.cores={cores} hosts.0.memory=64 load.active_users=16000"
            ))
        };
        let shown = |step: &str| ("cores".to_owned(), step.to_owned());
        assert_eq!(of(15), shown("a host with twice the cores; memory follows"));
        assert_eq!(of(16), shown("Sidekiq on a host of its own, beside the database"));
    }

    /// One process does 16.6 jobs a second where eight cores would do 60.
    #[test]
    fn where_cores_are_left_sidekiq_gets_more() {
        let of = |users| {
            next(&format!(
                "hosts.0.cores=8 hosts.0.memory=16 options.sidekiq=one-process load.active_users={users}"
            ))
        };
        let shown = |step: &str| ("Sidekiq processes".to_owned(), step.to_owned());
        // 4 threads are asked for by 100 users, 37.04 by 10,000: a process has 10 to 25.
        assert_eq!(
            of(100),
            shown("ask to be ready for more: this host has room for more Sidekiq processes")
        );
        assert_eq!(
            of(10_000),
            shown("more memory, for more Sidekiq processes; cores are left")
        );
    }

    /// weirder.earth was 200,000 jobs behind: 15 − 3.70 a second are to spare, 17,705 s.
    #[test]
    fn a_backlog_has_its_time() {
        let backlog = |answers| capacity_of(answers).backlog.map(|backlog| backlog.value);
        assert_eq!(
            backlog("load.measured.backlog=200000").as_deref(),
            Some("5 hours")
        );
        assert_eq!(backlog(""), None);
    }
}
