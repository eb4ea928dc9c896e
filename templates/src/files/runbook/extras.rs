//! One more Sidekiq process for a queue: what to start.

use planner::plan::Queue;

use crate::here::Here;
use crate::running::{containers, units};

pub(super) struct Extra {
    pub(super) queue: Queue,
    /// The unit or the container.
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
            units::typed(&units::one_more(sidekiq, queue))
        },
    };
    sidekiq.extra_queues.iter().map(extra).collect()
}
