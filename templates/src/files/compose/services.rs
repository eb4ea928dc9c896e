//! Services of which a plan has several.

use planner::Plan;
use planner::plan::{Consumer, ContainerPart, Queue, RedisInstance, SidekiqProcess};
use planner::unit::Memory;

use super::limits::{ContainerLimits, of_part};
use crate::tuned::{Tuned, tuned};

pub(super) struct RedisService {
    pub(super) name: &'static str,
    pub(super) port: u16,
    pub(super) folder: String,
    pub(super) limits: Option<ContainerLimits>,
}

pub(super) struct StreamingService {
    pub(super) name: String,
    /// On the host; in its container each has 4000.
    pub(super) port: u16,
}

pub(super) struct SidekiqService {
    pub(super) service: String,
    pub(super) runs_once: bool,
    pub(super) is_extra: bool,
    pub(super) instances: Option<Tuned>,
    pub(super) concurrency: Tuned,
    pub(super) queues: String,
    pub(super) limits: Option<ContainerLimits>,
}

pub(super) fn redis(plan: &Plan) -> Vec<RedisService> {
    let instances = &plan.redis.instances;
    let service = |redis: &RedisInstance| RedisService {
        name: redis.name,
        port: redis.port,
        folder: format!("./redis-data/{}", redis.name),
        limits: of_part(
            plan,
            Consumer::Redis,
            ContainerPart::with_memory(
                plan.redis.count.value,
                redis.maxmemory.value,
                plan.redis.maxmemory(),
            ),
        ),
    };
    instances.iter().map(service).collect()
}

pub(super) fn streaming(plan: &Plan) -> Vec<StreamingService> {
    let names =
        std::iter::once("streaming".to_owned()).chain((2..).map(|number| format!("streaming-{number}")));
    let services = names.zip(&plan.streaming.ports);
    services
        .map(|(name, &port)| StreamingService { name, port })
        .collect()
}

/// The processes of the plan, then one for each queue that the admin may start more for.
pub(super) fn sidekiq(plan: &Plan) -> Vec<SidekiqService> {
    let planned = plan
        .sidekiq
        .processes
        .iter()
        .map(|process| planned_sidekiq(plan, process));
    let mut services: Vec<_> = planned.collect();
    let extra = plan
        .sidekiq
        .extra_queues
        .iter()
        .map(|&queue| extra_sidekiq(plan, queue));
    services.extend(extra);
    services
}

fn planned_sidekiq(plan: &Plan, process: &SidekiqProcess) -> SidekiqService {
    SidekiqService {
        service: format!("sidekiq-{}", process.name),
        runs_once: process.must_run_once(),
        is_extra: false,
        instances: (process.instances.value > 1).then(|| tuned(&process.instances)),
        concurrency: tuned(&process.concurrency),
        queues: process.queue_arguments(),
        limits: sidekiq_limits(plan, process.memory.value),
    }
}

fn extra_sidekiq(plan: &Plan, queue: Queue) -> SidekiqService {
    let largest = plan
        .sidekiq
        .processes
        .iter()
        .map(|process| process.memory.value)
        .max();
    SidekiqService {
        service: format!("sidekiq-extra-{queue}"),
        runs_once: false,
        is_extra: true,
        instances: None,
        concurrency: tuned(&plan.sidekiq.extra_concurrency),
        queues: format!("-q {queue}"),
        limits: sidekiq_limits(plan, largest.unwrap_or_default()),
    }
}

/// A process's share of what all of the plan's may take.
fn sidekiq_limits(plan: &Plan, memory: Memory) -> Option<ContainerLimits> {
    let sidekiq = &plan.sidekiq;
    let part = ContainerPart::with_memory(sidekiq.process_count(), memory, sidekiq.memory());
    of_part(plan, Consumer::Sidekiq, part)
}
