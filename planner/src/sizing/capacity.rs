//! What the plan can do, what the host carries, and what runs out first.

use crate::plan::{Capacity, CoreLedger, HostPlan, LoadModel, Rate, UseOfCapacity, cores as in_words};
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::cores::{self, MS_PER_SECOND, USE_PERCENT};
use crate::sizing::load::jobs::SECONDS_PER_DAY;
use crate::sizing::peak::{Ordinary, Part};
use crate::sizing::placement::placement;
use crate::sizing::sidekiq::{DATABASE_MS_PER_JOB, MS_PER_JOB, RUBY_MS_PER_JOB};
use crate::sources::MASTODON_RADIO;
use crate::spec::Spec;

mod backlog;
mod carried;
mod cores_taken;
mod disk_operations;
mod growth;
mod next_step;
mod queues;
mod users;

use backlog::backlog_time;
pub(crate) use backlog::{RULE as BACKLOG, time_in_words};
pub(crate) use carried::Carrier;
use carried::Limit;
pub(crate) use carried::{CLOSE_PERCENT, MEMORY_SOLD_GIB};
pub(crate) use cores_taken::RULE as CORES;
pub(crate) use disk_operations::RULE as DISK;
pub(crate) use growth::RULE as GROWTH;
use next_step::next_step;
pub(crate) use next_step::{BOTTLENECK, NEXT_STEP, host_for};
use queues::queues;
pub(crate) use queues::share;
pub(crate) use users::RULE as USERS;
use users::users_that_fit;

pub(crate) static JOBS: Rule = rule! {
    id: "jobs-possible",
    title: "Jobs that the plan can do",
    rationale: "A thread does four jobs a second at a quarter of a second each; a process, which runs Ruby on one \
                core, 11.6 at 60 ms in the 70 % of it that we plan with; the cores 8.7 each at 80 ms with the database's part, while \
                the site itself asks for little. The least of the three. On 4 cores that is 35 jobs a second, where mastodon.radio \
                did 9 to 14 on average with everything on such a host.",
    basis: Basis::Judgement,
    sources: &[MASTODON_RADIO],
};

const MS_PER_1000_S: u64 = 1000 * MS_PER_SECOND;

pub(crate) fn capacity(spec: &Spec, load: &LoadModel, hosts: &[HostPlan]) -> Capacity {
    let placed = placement(spec);
    let sidekiqs: Vec<_> = hosts.iter().filter_map(|host| host.sidekiq.as_ref()).collect();
    let threads: u64 = sidekiqs.iter().map(|sidekiq| u64::from(sidekiq.threads())).sum();
    let processes: u64 = sidekiqs
        .iter()
        .map(|sidekiq| u64::from(sidekiq.busy_process_count()))
        .sum();
    let has_sidekiq = hosts
        .iter()
        .zip(&spec.hosts)
        .filter(|(host, _)| host.sidekiq.is_some());
    let ms: u64 = has_sidekiq.map(|(_, asked)| cores::ms_per_second(asked)).sum();
    let is_database_here = hosts.iter().any(|host| host.postgresql.is_some());

    let by_threads = Rate::per_1000_s(threads * MS_PER_1000_S / MS_PER_JOB);
    let by_processes = Rate::per_1000_s(cores::usable(processes * MS_PER_1000_S) / RUBY_MS_PER_JOB);
    let of_database = if is_database_here { DATABASE_MS_PER_JOB } else { 0 };
    let per_job = RUBY_MS_PER_JOB + of_database;
    let by_cores = Rate::per_1000_s(cores::usable(ms) * 1000 / per_job);
    let by_sidekiq = by_threads.min(by_processes);
    let jobs = by_sidekiq.min(by_cores);

    let jobs_per_day = load.jobs_per_day.value.likely;
    let taken = cores_taken::ledger(spec, &placed);
    let used = used(spec, load, &taken, by_sidekiq);
    let carried = Carrier::of(spec).map_or((0, Limit::Cores), |carrier| carrier.users());
    let (bottleneck, next_step) = next_step(spec, carried);
    Capacity {
        jobs: Value::new(
            jobs,
            &JOBS,
            working!(
                "the least of {by_threads} by {threads} threads, {by_processes} by {processes} processes and {by_cores} by {USE_PERCENT} % of {} cores",
                in_words(ms)
            ),
        ),
        active_users: users_that_fit(spec, carried),
        queues: queues(spec, jobs_per_day, &sidekiqs),
        use_of_capacity: used,
        bottleneck,
        backlog: spec.load.measured.backlog.map(|backlog| {
            let beside_site = beside_the_site(&taken, jobs_per_day, per_job);
            let possible = jobs.as_per_1000_s().min(beside_site * 1000 / per_job);
            backlog_time(backlog, possible, jobs_per_day)
        }),
        next_step,
        disk: disk_operations::shown(spec),
        growth: growth::growth(spec),
        cores: taken,
    }
}

/// What of the cores that may be used is left for jobs on average, in milliseconds of a core in each second: the site has its part
/// before a backlog does.
pub(crate) fn beside_the_site(taken: &CoreLedger, jobs_per_day: u64, ms_per_job: u64) -> u64 {
    let arriving = jobs_per_day * 1000 / SECONDS_PER_DAY;
    let of_jobs = (arriving * ms_per_job).div_ceil(1000);
    let of_site = taken.sum().mean_ms.saturating_sub(of_jobs);
    taken.usable.value.saturating_sub(of_site)
}

/// Of the cores, of a hard disk, and of Sidekiq where its layout does less than that: whichever is used most.
fn used(spec: &Spec, load: &LoadModel, taken: &CoreLedger, by_sidekiq: Rate) -> UseOfCapacity {
    let sum = taken.sum();
    let ordinary = Ordinary::of(&spec.load);
    let peak = ordinary.at(Part::WHOLE);
    let surge = ordinary.at(Part::times(spec.load.surge));
    let disk = disk_operations::usable_of(spec);
    let of_all = |cores_ms: u64, moves: u64, jobs: u64| {
        let of_cores = percent(cores_ms, taken.usable.value);
        let of_disk = disk.map_or(0, |usable| percent(moves, usable));
        // Processes are whole: a peak that just has its own is no sign that they are few.
        let of_sidekiq = Some(percent(jobs, by_sidekiq.as_per_1000_s())).filter(|&percent| percent > 100);
        of_cores.max(of_disk).max(of_sidekiq.unwrap_or(0))
    };
    let mean_jobs = load.jobs_per_day.value.likely * 1000 / SECONDS_PER_DAY;
    let moves = disk_operations::used(&peak);
    UseOfCapacity {
        mean_percent: of_all(sum.mean_ms, moves / 2, mean_jobs),
        peak_percent: of_all(sum.peak_ms, moves, peak.jobs.as_per_1000_s()),
        surge_percent: of_all(
            sum.surge_ms,
            disk_operations::used(&surge),
            surge.jobs.as_per_1000_s(),
        ),
    }
}

pub(crate) fn percent(part: u64, whole: u64) -> u64 {
    part.saturating_mul(100).div_ceil(whole.max(1))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    fn capacity_of(answers: &str) -> Capacity {
        plan_of(answers).capacity
    }

    /// Two cores and 8 GiB: two workers of 10 threads and the scheduler's 5.
    #[test]
    fn what_can_be_done_is_the_least_of_threads_processes_and_cores() {
        let capacity = capacity_of("hosts.0.memory=8");
        // 25 × 4 = 100, 2 × 0.7 ÷ 0.06 = 23.3 and 2 × 0.7 ÷ 0.08 = 17.5.
        assert_eq!(capacity.jobs.value, Rate::per_1000_s(17_500));
        assert_eq!(
            capacity.jobs.working,
            "the least of 100 a second by 25 threads, 23 a second by 2 processes and 17 a second by 70 % of 2.0 cores"
        );
        // One process on 4 cores: 40, 11.6 and 35.
        let one = capacity_of("hosts.0.cores=4 options.sidekiq=one-process");
        assert_eq!(one.jobs.value, Rate::per_1000_s(11_666));
    }

    /// 320,000 a day of 100 users are 7.41 jobs a second at the peak, 593 ms; two requests 100 and 8 clients 2: 695 of 1,400 ms, and
    /// 347 on average; twice as many in a surge of two, of 4 requests and 16 clients: 1,390.
    #[test]
    fn its_use_is_rounded_up() {
        let used = capacity_of("hosts.0.memory=8 load.surge=2").use_of_capacity;
        assert_eq!(
            (used.mean_percent, used.peak_percent, used.surge_percent),
            (25, 50, 100)
        );
        assert_eq!(percent(100, 100), 100);
        assert_eq!(percent(1_001, 1_000), 101);
        assert_eq!(percent(0, 0), 0);
    }

    /// 17.5 jobs a second can be done, and half a core of 70 % of two, 1,400 − 51 ms for the site, allow 16.8; 3.7 arrive: 13.1 to
    /// spare, 200,000 take 15,209 s.
    #[test]
    fn a_backlog_has_its_time() {
        let backlog = |answers| capacity_of(answers).backlog.map(|backlog| backlog.value);
        assert_eq!(
            backlog("hosts.0.memory=8 load.measured.backlog=200000").as_deref(),
            Some("5 hours")
        );
        assert_eq!(backlog(""), None);
    }
}
