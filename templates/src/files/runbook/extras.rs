//! One more Sidekiq process for a queue: what to start.

use planner::plan::{Queue, Sidekiq};

use crate::here::Here;
use crate::running::{containers, units};

pub(super) struct Extra {
    pub(super) queue: Queue,
    /// The part of the unit's name behind `mastodon-sidekiq-`, or the compose service.
    pub(super) service: String,
}

pub(super) fn extras(here: Here<'_>) -> Vec<Extra> {
    let Some(sidekiq) = &here.host.sidekiq else {
        return Vec::new();
    };
    let extra = |&queue: &Queue| Extra {
        queue,
        service: if here.running().is_in_containers() {
            containers::extra_sidekiq(queue)
        } else {
            instance(sidekiq, queue)
        },
    };
    sidekiq.extra_queues.iter().map(extra).collect()
}

/// The first instance that the plan does not start itself.
fn instance(sidekiq: &Sidekiq, queue: Queue) -> String {
    let mut planned = sidekiq
        .processes
        .iter()
        .filter(|process| units::is_template(process));
    let taken = planned
        .find(|process| process.name == queue.to_string())
        .map_or(0, |process| process.instances.value);
    format!("{queue}@{}", taken + 1)
}
