//! Laws of the simulation, and cases that are worked by hand. Times are in microseconds.

use planner::simulation::{Chance, Job, Outcome, Process, Setting, run};
use proptest::prelude::*;

const MS: u64 = 1_000;
const FOREVER: u64 = 1 << 50;

fn process(threads: usize, queues: &[(usize, Option<u32>)]) -> Process {
    Process {
        threads,
        pool: threads,
        queues: queues.to_vec(),
    }
}

fn all_waiting(jobs: &[usize]) -> Vec<Vec<u64>> {
    jobs.iter().map(|&jobs| vec![0; jobs]).collect()
}

/// Drains what waits at the start.
fn drain(processes: &[Process], cores: u64, jobs: &[usize], job: impl FnMut(usize) -> Job) -> Outcome {
    let setting = Setting {
        processes,
        millicores: cores * 1_000,
        arrivals: all_waiting(jobs),
        until: FOREVER,
        settled: 0,
        sample_every: FOREVER,
        seed: 1,
    };
    run(setting, job)
}

fn ruby(ms: u64) -> Job {
    Job {
        before: ms * MS,
        ..Job::default()
    }
}

/// 100 jobs of 20 ms.
#[test]
fn pure_ruby_takes_one_process_the_sum_of_its_jobs_with_one_thread_and_with_many() {
    for threads in [1, 5, 25] {
        let outcome = drain(&[process(threads, &[(0, None)])], 2, &[100], |_| ruby(20));
        assert_eq!(outcome.finished, 100 * 20 * MS, "{threads} threads");
        assert_eq!(outcome.connections, [0]);
    }
}

#[test]
fn two_processes_on_two_cores_take_half_as_long_and_on_one_core_no_less() {
    let two = [process(5, &[(0, None)]), process(5, &[(0, None)])];
    assert_eq!(drain(&two, 2, &[100], |_| ruby(20)).finished, 50 * 20 * MS);
    assert_eq!(drain(&two, 1, &[100], |_| ruby(20)).finished, 100 * 20 * MS);
}

/// Ten threads wait side by side: 100 jobs of 50 ms are ten rounds. Each fetches for 1 ms before.
#[test]
fn waiting_holds_neither_the_lock_nor_a_core() {
    let job = Job {
        fetch: MS,
        wait: 50 * MS,
        ..Job::default()
    };
    let outcome = drain(&[process(10, &[(0, None)])], 1, &[100], |_| job);
    // Between fetch and wait each has its microsecond of Ruby in turn: at most ten a round.
    let rounds = 10 * 51 * MS;
    assert!(
        (rounds..rounds + 10 * 10).contains(&outcome.finished),
        "{}",
        outcome.finished
    );
}

/// One job: 2 ms of fetch, 3 of Ruby, three queries of 4 in the database and 1 of Ruby, 5 of waiting, 6 of Ruby.
#[test]
fn a_job_alone_takes_the_sum_of_its_parts() {
    let job = Job {
        fetch: 2 * MS,
        before: 3 * MS,
        queries: 3,
        query_database: 4 * MS,
        query_ruby: MS,
        wait: 5 * MS,
        after: 6 * MS,
    };
    let outcome = drain(&[process(1, &[(0, None)])], 1, &[1], |_| job);
    // 2 + 3 + 3 × 5 + 5 + 6.
    assert_eq!(outcome.finished, 31 * MS);
    assert_eq!(outcome.connections, [1]);
}

/// The database's part runs beside Ruby where there is a second core: two threads overlap, 10 ms each.
#[test]
fn the_databases_part_needs_a_core_but_not_the_lock() {
    let job = Job {
        before: 10 * MS,
        queries: 1,
        query_database: 10 * MS,
        ..Job::default()
    };
    let drained = |cores| drain(&[process(2, &[(0, None)])], cores, &[100], |_| job).finished;
    // Ruby all the time, and the last query after it.
    assert_eq!(drained(2), (100 * 10 + 10) * MS);
    assert_eq!(drained(1), 100 * 20 * MS);
}

#[test]
fn a_strict_order_serves_its_first_queue_first() {
    let processes = [process(1, &[(1, None), (0, None)])];
    let setting = Setting {
        processes: &processes,
        millicores: 1_000,
        arrivals: all_waiting(&[10, 10]),
        until: FOREVER,
        settled: 0,
        sample_every: 100 * MS + MS / 2,
        seed: 1,
    };
    let outcome = run(setting, |_| ruby(10));
    // After 100.5 ms the ten of the second queue are done, and the first of the other is at work.
    let waiting: Vec<_> = outcome.samples[1].iter().map(|length| length.waiting).collect();
    assert_eq!(waiting, [9, 0]);
}

/// Mastodon's weights: of 22,000 jobs that are done while all queues have some, 1,000 for each of the weight.
#[test]
fn weights_share_a_process_that_has_more_to_do_than_it_can() {
    let weights = [8, 6, 4, 2, 1, 1];
    let queues: Vec<_> = weights.map(Some).into_iter().enumerate().collect();
    let setting = Setting {
        processes: &[process(10, &queues)],
        millicores: 1_000,
        arrivals: all_waiting(&[20_000; 6]),
        until: FOREVER,
        settled: 0,
        sample_every: 22_000 * MS,
        seed: 1,
    };
    let outcome = run(setting, |_| ruby(1));
    for (length, weight) in outcome.samples[1].iter().zip(weights) {
        let done = 20_000 - length.waiting;
        // Chance is off by √(22,000 × ¼) = 74 at most or so.
        assert!(
            done.abs_diff(1_000 * weight as usize) < 250,
            "{done} of weight {weight}"
        );
    }
}

/// Jobs of 4 s: the first has the connection at once, the others after 4, 8 and 12 s. Active Record waits for 5.
#[test]
fn threads_wait_for_a_connection_and_fail_after_five_seconds() {
    let mut processes = [process(4, &[(0, None)])];
    processes[0].pool = 1;
    let job = Job {
        queries: 1,
        query_database: 1,
        wait: 4_000 * MS,
        ..Job::default()
    };
    let outcome = drain(&processes, 1, &[4], |_| job);
    assert_eq!((outcome.connections, outcome.without_connection), (vec![1], 2));
    assert_eq!(outcome.done, [4]);
}

/// A job each 10 ms that takes 20 ms of Ruby: every second one waits, the last one as long as half of them take.
#[test]
fn a_queue_that_gets_more_than_it_can_do_grows() {
    let setting = Setting {
        processes: &[process(1, &[(0, None)])],
        millicores: 1_000,
        arrivals: vec![(0..100).map(|job| job * 10 * MS).collect()],
        until: FOREVER,
        settled: 0,
        sample_every: 995 * MS,
        seed: 1,
    };
    let outcome = run(setting, |_| ruby(20));
    // At 995 ms: 100 have come, 49 are done and one is at work; the next came at 500 ms.
    let length = outcome.samples[1][0];
    assert_eq!((length.waiting, length.latency), (50, 495 * MS));
    assert_eq!(outcome.finished, 100 * 20 * MS);
}

/// Any layout that serves each of three queues, and jobs of chance.
fn layouts() -> impl Strategy<Value = Vec<Process>> {
    let order = prop_oneof![
        Just(vec![(0, None), (1, None), (2, None)]),
        Just(vec![(2, None), (0, None), (1, None)]),
        Just(vec![(0, Some(8)), (1, Some(6)), (2, Some(1))]),
    ];
    let process = (1..30_usize, order).prop_map(|(threads, order)| process(threads, &order));
    prop::collection::vec(process, 1..6)
}

fn jobs_of_chance(seed: u64) -> impl FnMut(usize) -> Job {
    let mut chance = Chance::new(seed);
    move |queue| Job {
        fetch: 200,
        before: chance.spread([3_000, 6_000, 2_000][queue]),
        queries: 2,
        query_database: 300,
        query_ruby: 500,
        wait: chance.spread([60_000, 4_000, 10_000][queue]),
        after: 1_000,
    }
}

/// How much later chance lets a larger layout be done: it deals the same jobs to threads in another order, and the last one can be
/// a long one. So much of the time, and the longest job.
const NOISE_PERCENT: u64 = 5;
const LONGEST: u64 = 60 * 12 * MS;

fn is_no_later(larger: u64, smaller: u64) -> bool {
    larger * 100 <= smaller * (100 + NOISE_PERCENT) + LONGEST * 100
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(40))]

    #[test]
    fn every_job_is_done_once(layout in layouts(), cores in 1..9_u64, seed in 0..1_000_u64) {
        let outcome = drain(&layout, cores, &[300, 200, 100], jobs_of_chance(seed));
        prop_assert_eq!(&outcome.done, &[300, 200, 100]);
        // Each thread that has had a job has had a connection, and no more.
        for (connections, process) in outcome.connections.iter().zip(&layout) {
            prop_assert!(*connections <= process.threads);
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_course(layout in layouts(), seed in 0..1_000_u64) {
        let once = || drain(&layout, 2, &[100, 100, 100], jobs_of_chance(seed));
        prop_assert_eq!(once(), once());
    }

    #[test]
    fn more_cores_or_threads_never_drain_more_slowly(layout in layouts(), cores in 1..5_u64, seed in 0..1_000_u64) {
        let jobs = &[600, 400, 200];
        let before = drain(&layout, cores, jobs, jobs_of_chance(seed)).finished;
        let more_cores = drain(&layout, cores + 1, jobs, jobs_of_chance(seed)).finished;
        prop_assert!(is_no_later(more_cores, before), "{} with a core more, {} without", more_cores, before);
        let mut larger = layout;
        larger[0].threads += 10;
        larger[0].pool += 10;
        let more_threads = drain(&larger, cores, jobs, jobs_of_chance(seed)).finished;
        prop_assert!(is_no_later(more_threads, before), "{} with ten threads more, {} without", more_threads, before);
    }
}
