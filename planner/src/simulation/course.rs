//! Two days of a plan's queues.

use super::day::{Arrivals, HOUR};
use super::process::Process;
use super::run::run;
use super::setting::{Outcome, Setting};
use super::work::Work;
use super::{Chance, Micros};
use crate::plan::{Plan, Queue, Range, Sidekiq, SidekiqProcess};
use crate::sizing::capacity::beside_the_site;
use crate::sizing::sidekiq::{DATABASE_MS_PER_JOB, MS_PER_JOB, RUBY_MS_PER_JOB};

pub const HOURS: usize = 48;
pub const SAMPLES_PER_HOUR: usize = 6;
/// So many jobs are done one by one. Where more come, several are one batch, whose parts take as many times as long: threads,
/// processes and cores get through as many jobs, and the queues are rougher. Two days take some ten milliseconds.
const BATCHES: u64 = 10_000;
const MICROS_PER_SECOND: Micros = 1_000_000;
const MICROS_PER_MS: Micros = 1_000;
const SEED: u64 = 1;

/// What a plan's Sidekiq does with its backlog and with what comes on two ordinary days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Simulation {
    pub backlog: u64,
    pub queues: Vec<Queue>,
    /// By the lowest estimate of the load, the likely one and the highest.
    pub courses: Range<Course>,
}

/// How it goes for one load.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Course {
    pub jobs_per_day: u64,
    /// When no job waited for the first time; none if one always did.
    pub emptied_seconds: Option<u64>,
    /// Every ten minutes, the first at the start: the queues.
    pub samples: Vec<Vec<Sample>>,
    /// Times below are not told apart: as long as a thread has a batch.
    pub resolution_seconds: u64,
}

/// A queue at a moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Sample {
    pub waiting: u64,
    /// How long its oldest job has waited.
    pub latency_seconds: u64,
}

impl Course {
    /// Jobs that wait after so many hours, in all queues.
    pub fn waiting_after(&self, hours: usize) -> u64 {
        let sample = self.samples.get(hours * SAMPLES_PER_HOUR);
        sample.into_iter().flatten().map(|sample| sample.waiting).sum()
    }
}

/// Two days of the plan's queues. Apart from the plan, since it takes some hundred times as long.
pub fn simulate(plan: &Plan) -> Simulation {
    let queues = plan.spec.mastodon.queues();
    let backlog = plan.spec.load.measured.backlog.unwrap_or(0);
    let with_sidekiq = || {
        plan.hosts
            .iter()
            .filter_map(|host| Some((host, host.sidekiq.as_ref()?)))
    };
    let jobs_per_day = plan.load.jobs_per_day.value.likely;
    // In each second a core has a thousand of either.
    let millicores = beside_the_site(
        &plan.capacity.cores,
        jobs_per_day,
        RUBY_MS_PER_JOB + DATABASE_MS_PER_JOB,
    );
    let processes: Vec<_> = with_sidekiq()
        .flat_map(|(_, sidekiq)| processes(sidekiq, &queues))
        .collect();
    let course = |jobs_per_day| {
        let load = Load {
            backlog,
            jobs_per_day,
        };
        course(load, BATCHES, &queues, &processes, millicores)
    };
    let Range { low, likely, high } = plan.load.jobs_per_day.value;
    let middle = course(likely);
    Simulation {
        backlog,
        courses: if low == high {
            Range {
                low: middle.clone(),
                likely: middle.clone(),
                high: middle,
            }
        } else {
            Range {
                low: course(low),
                likely: middle,
                high: course(high),
            }
        },
        queues,
    }
}

/// As the plan has them; a pool is as large as its process has threads.
fn processes(sidekiq: &Sidekiq, queues: &[Queue]) -> Vec<Process> {
    let process = |process: &SidekiqProcess| {
        let threads = process.concurrency.value as usize;
        let number = |queue: Queue| queues.iter().position(|&known| known == queue);
        let entries = process.queues.iter();
        Process {
            threads,
            pool: threads,
            queues: entries
                .filter_map(|entry| Some((number(entry.queue)?, entry.weight)))
                .collect(),
        }
    };
    let each = sidekiq.processes.iter();
    each.flat_map(|kind| vec![process(kind); kind.instances.value as usize])
        .collect()
}

#[derive(Clone, Copy)]
struct Load {
    backlog: u64,
    jobs_per_day: u64,
}

fn course(load: Load, batches: u64, queues: &[Queue], processes: &[Process], millicores: u64) -> Course {
    let mut arrivals = Arrivals {
        backlog: load.backlog,
        jobs_per_day: load.jobs_per_day,
        hours: HOURS,
        batch: 1,
    };
    let batch = arrivals.jobs().div_ceil(batches).max(1);
    arrivals.batch = batch;
    let works: Vec<_> = queues.iter().map(|&queue| Work::of(queue, queues)).collect();
    let mut chance = Chance::new(SEED);
    let setting = Setting {
        processes,
        millicores,
        arrivals: queues
            .iter()
            .map(|&queue| arrivals.of_queue(queue, queues))
            .collect(),
        until: HOURS as u64 * HOUR,
        sample_every: HOUR / SAMPLES_PER_HOUR as u64,
        settled: batch * MS_PER_JOB * MICROS_PER_MS,
        seed: SEED,
    };
    let Outcome { samples, emptied, .. } = run(setting, |queue| works[queue].batch(batch, &mut chance));
    let sample = |length: super::Length| Sample {
        waiting: length.waiting as u64 * batch,
        latency_seconds: length.latency / MICROS_PER_SECOND,
    };
    Course {
        jobs_per_day: load.jobs_per_day,
        emptied_seconds: emptied.map(|time| time.div_ceil(MICROS_PER_SECOND)),
        samples: samples
            .into_iter()
            .map(|lengths| lengths.into_iter().map(sample).collect())
            .collect(),
        resolution_seconds: (batch * MS_PER_JOB * MICROS_PER_MS).div_ceil(MICROS_PER_SECOND),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    fn likely(answers: &str) -> Course {
        simulate(&plan_of(answers)).courses.likely
    }

    /// A worker of ten threads and a scheduler's process that helps, on 1.2 cores.
    fn emptied(batches: u64) -> u64 {
        let plan = plan_of("hosts.0.memory=5");
        let queues = plan.spec.mastodon.queues();
        let processes = processes(plan.hosts[0].sidekiq.as_ref().expect("Sidekiq"), &queues);
        let load = Load {
            backlog: 20_000,
            jobs_per_day: 40_000,
        };
        let course = course(load, batches, &queues, &processes, 1_200);
        course.emptied_seconds.expect("an end")
    }

    /// 20,000 jobs and twice 40,000 one by one, beside batches of 10 and of 25. Chance alone moves the end by some per cent.
    #[test]
    fn batches_get_through_as_much_as_jobs_one_by_one() {
        let exact = emptied(100_000);
        for (batches, percent) in [(10_000, 4), (4_000, 6)] {
            let rough = emptied(batches);
            assert!(
                rough.abs_diff(exact) * 100 <= exact * percent,
                "{rough} s in {batches} batches, {exact} s in jobs"
            );
        }
    }

    /// Of the 1,400 ms that may be used of two cores in a second the site has 51: half of the peak's 2 requests × 50 ms and 8 clients × a
    /// quarter. A mean job takes 80 of the rest, so 16.8 a second are done. 200,000 jobs beside 320,000 a day that come, 3.7 a second, and
    /// three quarters of that in the first hours, take between 200,000 ÷ (16.8 − 2.8) = 14,300 s and 200,000 ÷ (16.8 − 3.7) = 15,300 s.
    #[test]
    fn a_backlog_takes_what_the_cores_leave_for_it() {
        let course = likely("hosts.0.memory=8 load.measured.backlog=200000");
        let seconds = course.emptied_seconds.expect("an end");
        assert!((14_300..15_300).contains(&seconds), "{seconds}");
        // What waits at the start is the backlog, in batches of 840,000 ÷ 10,000 that are rounded up in seven queues.
        assert!((200_000..200_600).contains(&course.waiting_after(0)));
        // In an hour at most 60,500 are done, and 75 % of 13,333 come.
        assert!((149_500..165_000).contains(&course.waiting_after(1)));
        // In the queues of the last hours, nothing that is not at once taken.
        assert_eq!(course.waiting_after(48), 0);
    }

    /// 8 million a day are 92 a second, and six times what two cores do.
    #[test]
    fn queues_grow_where_more_comes_than_is_done() {
        let course = likely("load.measured.jobs_per_day=8000000 load.measured.backlog=1000");
        assert_eq!(course.emptied_seconds, None);
        let waiting: Vec<_> = [1, 6, 12, 24, 48]
            .map(|hours| course.waiting_after(hours))
            .to_vec();
        assert!(waiting.is_sorted(), "{waiting:?}");
        // Deliveries are the most: 450 of 1,000 jobs, and their weight 6 of 22.
        let push = course.samples[HOURS * SAMPLES_PER_HOUR][1];
        assert!(push.latency_seconds > 24 * 3_600, "{push:?}");
    }

    #[test]
    fn a_measured_load_has_one_course_and_an_estimate_a_band() {
        let of = |answers| simulate(&plan_of(answers)).courses;
        let measured = of("load.measured.jobs_per_day=100000");
        assert_eq!(measured.low, measured.high);
        let estimate = of("load.measured.backlog=200000");
        let emptied = [&estimate.low, &estimate.likely, &estimate.high].map(|course| course.emptied_seconds);
        assert!(emptied[0] < emptied[1] && emptied[1] < emptied[2], "{emptied:?}");
    }

    /// The most that fields admit: whatever overflows would panic.
    #[test]
    fn the_largest_load_has_its_course_too() {
        let most = "load.active_users=1000000 load.relays=100 load.measured.backlog=1000000000";
        for host in [
            "hosts.0.cores=1 hosts.0.memory=1",
            "hosts.0.cores=1024 hosts.0.memory=1024",
        ] {
            let course = simulate(&plan_of(&format!("{most} {host}"))).courses.high;
            assert_eq!(course.emptied_seconds, None, "{host}");
        }
    }

    #[test]
    fn the_same_plan_has_the_same_course() {
        let plan = plan_of("load.measured.backlog=1000");
        assert_eq!(simulate(&plan), simulate(&plan));
    }
}
