//! Layouts of Sidekiq that people run, and those that a plan gives.

use end2end::sidekiq::Process;

const WEIGHTED: [&str; 5] = ["default,8", "push,6", "ingress,4", "mailers,2", "pull,1"];
const BUSY: [&str; 4] = ["default", "push", "ingress", "pull"];

pub(crate) struct Layout {
    pub(crate) name: &'static str,
    pub(crate) processes: Vec<Process>,
}

/// On several cores, or on one.
pub(crate) fn layouts(cores: usize) -> Vec<Layout> {
    let layout = |name, processes| Layout { name, processes };
    let one = |threads| vec![all(threads)];
    if cores == 1 {
        return vec![
            layout("1 × 25", one(25)),
            layout("1 × 5", one(5)),
            layout("1 × 10", one(10)),
            layout("1 × 15", one(15)),
            layout("10 + 10", vec![worker(10), all(10)]),
        ];
    }
    vec![
        layout("1 × 25, as Mastodon comes", one(25)),
        layout("1 × 5", one(5)),
        layout("1 × 10", one(10)),
        layout("1 × 12", one(12)),
        layout("12 + 12", vec![worker(12), all(12)]),
        layout("10 + 10", vec![worker(10), all(10)]),
        layout("10 + 5", vec![worker(10), all(5)]),
        layout("2 × 10 + scheduler 5", vec![worker(10), worker(10), scheduler()]),
        layout(
            "3 × 10 + scheduler 5",
            vec![worker(10), worker(10), worker(10), scheduler()],
        ),
        layout("4 × 6, permuted orders", permuted(6)),
        layout("one a queue, 5 or 2", queue_per_process()),
    ]
}

fn process(threads: usize, queues: &[&str]) -> Process {
    Process {
        threads,
        queues: queues.iter().map(|&queue| queue.to_owned()).collect(),
    }
}

fn worker(threads: usize) -> Process {
    process(threads, &WEIGHTED)
}

fn all(threads: usize) -> Process {
    process(threads, &[&WEIGHTED[..], &["scheduler,1"]].concat())
}

fn scheduler() -> Process {
    process(5, &["scheduler", "mailers"])
}

/// Each busy queue is the first of one process; the first has the scheduler, too.
fn permuted(threads: usize) -> Vec<Process> {
    let orders = (0..BUSY.len()).map(|first| {
        let mut order = BUSY.to_vec();
        order.rotate_left(first);
        order.push("mailers");
        order.extend((first == 0).then_some("scheduler"));
        process(threads, &order)
    });
    orders.collect()
}

fn queue_per_process() -> Vec<Process> {
    let busy = BUSY.iter().map(|queue| process(5, &[queue]));
    let small = ["mailers", "scheduler"].map(|queue| process(2, &[queue]));
    busy.chain(small).collect()
}
