//! Mastodon's own processes.

use planner::plan::{self, Consumer, ContainerPart, Puma, Queue, Service, SidekiqProcess, StreamingKind};
use planner::rule::Value;
use planner::unit::Memory;
use planner::value::text::Address;

use super::limits::{ContainerLimits, of_one, of_part};
use crate::here::Here;
use crate::running::containers;

pub(super) struct Web<'a> {
    pub(super) puma: &'a Puma,
    pub(super) addresses: Vec<Address>,
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) struct Streaming<'a> {
    pub(super) cluster: Option<&'a Value<u32>>,
    pub(super) db_pool: &'a Value<u32>,
    pub(super) addresses: Vec<Address>,
    pub(super) processes: Vec<StreamingProcess>,
    /// Of each.
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) struct StreamingProcess {
    pub(super) name: String,
    /// On the host; in its container each has 4000.
    pub(super) port: u16,
}

pub(super) struct Sidekiq<'a> {
    pub(super) digit: u32,
    pub(super) stop_seconds: &'a Value<u32>,
    pub(super) stop_threads_seconds: u32,
    pub(super) services: Vec<SidekiqService<'a>>,
}

pub(super) struct SidekiqService<'a> {
    pub(super) service: String,
    pub(super) runs_once: bool,
    pub(super) is_extra: bool,
    pub(super) instances: Option<&'a Value<u32>>,
    pub(super) concurrency: &'a Value<u32>,
    /// As `-q` takes them.
    pub(super) queues: Vec<String>,
    pub(super) limits: Option<ContainerLimits<'a>>,
}

pub(super) fn web(here: Here<'_>) -> Option<Web<'_>> {
    here.host.puma.as_ref().map(|puma| Web {
        puma,
        addresses: here.listens(Service::Puma),
        limits: of_one(here, Consumer::Puma),
    })
}

pub(super) fn streaming(here: Here<'_>) -> Option<Streaming<'_>> {
    let streaming = here.host.streaming.as_ref()?;
    let processes = containers::streaming().zip(&streaming.ports);
    let part = ContainerPart::one_of(streaming.processes.value);
    Some(Streaming {
        cluster: (streaming.kind == StreamingKind::Cluster).then_some(&streaming.processes),
        db_pool: &streaming.db_pool,
        addresses: here.listens(Service::Streaming),
        processes: processes
            .map(|(name, &port)| StreamingProcess { name, port })
            .collect(),
        limits: of_part(here, Consumer::Streaming, part),
    })
}

/// The processes of the plan, then one for each queue that the admin may start more for.
pub(super) fn sidekiq(here: Here<'_>) -> Option<Sidekiq<'_>> {
    let sidekiq = here.host.sidekiq.as_ref()?;
    let planned = sidekiq
        .processes
        .iter()
        .map(|process| planned(here, sidekiq, process));
    let extra = sidekiq
        .extra_queues
        .iter()
        .map(|&queue| extra(here, sidekiq, queue));
    Some(Sidekiq {
        digit: sidekiq.health_digit,
        stop_seconds: &sidekiq.stop_seconds,
        stop_threads_seconds: sidekiq.stop_threads_seconds,
        services: planned.chain(extra).collect(),
    })
}

fn planned<'a>(here: Here<'a>, sidekiq: &plan::Sidekiq, process: &'a SidekiqProcess) -> SidekiqService<'a> {
    SidekiqService {
        service: containers::sidekiq(&process.name),
        runs_once: process.must_run_once(),
        is_extra: false,
        instances: (process.instances.value > 1).then_some(&process.instances),
        concurrency: &process.concurrency,
        queues: process.queues.iter().map(ToString::to_string).collect(),
        limits: sidekiq_limits(here, sidekiq, process.memory.value),
    }
}

fn extra<'a>(here: Here<'a>, sidekiq: &'a plan::Sidekiq, queue: Queue) -> SidekiqService<'a> {
    let largest = sidekiq.processes.iter().map(|process| process.memory.value).max();
    SidekiqService {
        service: containers::extra_sidekiq(queue),
        runs_once: false,
        is_extra: true,
        instances: None,
        concurrency: &sidekiq.extra_concurrency,
        queues: vec![queue.to_string()],
        limits: sidekiq_limits(here, sidekiq, largest.unwrap_or_default()),
    }
}

/// A process's share of what all of the plan's may take.
fn sidekiq_limits<'a>(
    here: Here<'a>,
    sidekiq: &plan::Sidekiq,
    memory: Memory,
) -> Option<ContainerLimits<'a>> {
    of_part(
        here,
        Consumer::Sidekiq,
        ContainerPart::of_sidekiq(sidekiq, memory),
    )
}
