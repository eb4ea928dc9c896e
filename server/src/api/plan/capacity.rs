//! How much there is to do, how much the plan can do.

use planner::Plan;
use planner::plan::{CoreLine, CoreTime, QueueCapacity, Range};
use serde::Serialize;

#[derive(Debug, Serialize)]
pub(super) struct CapacityAnswer<'a> {
    /// What the users ask of the server, without surge.
    jobs_per_day: Band,
    jobs_possible_per_1000_s: u64,
    /// Monthly active users that fit, by the likely load.
    active_users: u64,
    use_percent: Use,
    cores: CoresAnswer,
    queues: Vec<QueueAnswer>,
    bottleneck: &'a str,
    next_step: &'a str,
    /// How long the backlog takes, where the Spec gives one.
    backlog: Option<&'a str>,
}

/// An estimate with its uncertainty.
#[derive(Debug, Serialize)]
struct Band {
    low: u64,
    likely: u64,
    high: u64,
}

/// Share of the capacity, in per cent. Over 100 means that queues grow.
#[derive(Debug, Serialize)]
struct Use {
    mean: u64,
    peak: u64,
    /// Peak times the surge.
    surge: u64,
}

/// What is taken of the cores in a second, in milliseconds of one.
#[derive(Debug, Serialize)]
struct CoresAnswer {
    usable_ms: u64,
    lines: Vec<CoreAnswer>,
}

#[derive(Debug, Serialize)]
struct CoreAnswer {
    name: &'static str,
    mean_ms: u64,
    peak_ms: u64,
    surge_ms: u64,
}

#[derive(Debug, Serialize)]
struct QueueAnswer {
    name: String,
    arriving_per_1000_s: u64,
    /// Threads that serve it, shared ones included.
    threads: u32,
    /// If it had its threads to itself.
    possible_per_1000_s: u64,
}

impl<'a> CapacityAnswer<'a> {
    pub(super) fn new(plan: &'a Plan) -> Self {
        let capacity = &plan.capacity;
        let used = capacity.use_of_capacity;
        let Range { low, likely, high } = plan.load.jobs_per_day.value;
        Self {
            jobs_per_day: Band { low, likely, high },
            jobs_possible_per_1000_s: capacity.jobs.value.as_per_1000_s(),
            active_users: capacity.active_users.value,
            use_percent: Use {
                mean: used.mean_percent,
                peak: used.peak_percent,
                surge: used.surge_percent,
            },
            cores: CoresAnswer {
                usable_ms: capacity.cores.usable.value,
                lines: capacity.cores.lines.iter().map(CoreAnswer::new).collect(),
            },
            queues: capacity.queues.iter().map(QueueAnswer::new).collect(),
            bottleneck: &capacity.bottleneck.value,
            next_step: &capacity.next_step.value,
            backlog: capacity.backlog.as_ref().map(|backlog| backlog.value.as_str()),
        }
    }
}

impl CoreAnswer {
    fn new(line: &CoreLine) -> Self {
        let CoreTime {
            mean_ms,
            peak_ms,
            surge_ms,
        } = line.time.value;
        Self {
            name: line.name,
            mean_ms,
            peak_ms,
            surge_ms,
        }
    }
}

impl QueueAnswer {
    fn new(queue: &QueueCapacity) -> Self {
        Self {
            name: queue.queue.to_string(),
            arriving_per_1000_s: queue.arriving_per_1000_s,
            threads: queue.threads,
            possible_per_1000_s: queue.possible_per_1000_s,
        }
    }
}
