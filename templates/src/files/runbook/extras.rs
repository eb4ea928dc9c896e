//! One more Sidekiq process for a queue: what to start.

use planner::Plan;
use planner::plan::Queue;

use super::is_systemd;
use crate::files::sidekiq_umbrella::is_template;

pub(super) struct Extra {
    pub(super) queue: Queue,
    /// The part of the unit's name behind `mastodon-sidekiq-`, or the compose service.
    pub(super) service: String,
}

pub(super) fn extras(plan: &Plan) -> Vec<Extra> {
    let extra = |&queue: &Queue| Extra {
        queue,
        service: if is_systemd(plan) {
            unit(plan, queue)
        } else {
            format!("sidekiq-extra-{queue}")
        },
    };
    plan.sidekiq.extra_queues.iter().map(extra).collect()
}

/// The first instance that the plan does not start itself.
fn unit(plan: &Plan, queue: Queue) -> String {
    let mut planned = plan
        .sidekiq
        .processes
        .iter()
        .filter(|process| is_template(process));
    let taken = planned
        .find(|process| process.name == queue.to_string())
        .map_or(0, |process| process.instances.value);
    format!("{queue}@{}", taken + 1)
}
