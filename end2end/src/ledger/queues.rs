//! Sidekiq's queues: each is served, none starves, and the scheduler's is served once.

use std::collections::BTreeSet;

use super::process::{Kind, Process, Sidekiq};
use crate::{BundleDir, Host, Report};

/// Mastodon's own warning time, and what a kill needs beyond it.
const SIDEKIQ_STOP: u64 = 30;

/// The queues of `config/sidekiq.yml` by version.
fn queues_of((major, minor): (u32, u32)) -> Vec<&'static str> {
    let mut queues = vec!["default", "push", "mailers", "pull", "scheduler"];
    if (major, minor) >= (4, 0) {
        queues.push("ingress");
    }
    if (major, minor) >= (4, 4) {
        queues.push("fasp");
    }
    queues
}

/// Every queue of the version is served, is looked at first somewhere, and the
/// scheduler's by one process that cannot be started twice.
pub(super) fn check(bundle: &BundleDir, host: &Host, processes: &[Process], report: &mut Report) {
    let known = queues_of(bundle.mastodon);
    let all: Vec<(&Process, &Sidekiq)> = processes
        .iter()
        .filter_map(|process| match &process.kind {
            Kind::Sidekiq(sidekiq) => Some((process, sidekiq)),
            _ => None,
        })
        .collect();
    for (process, sidekiq) in &all {
        let name = &process.name;
        report.expect(!sidekiq.queues.is_empty(), || {
            format!("{name}: names no queue, so it serves the scheduler's too")
        });
        let names: BTreeSet<_> = sidekiq.queues.iter().map(|(queue, _)| queue).collect();
        report.expect(names.len() == sidekiq.queues.len(), || {
            format!("{name}: a queue twice")
        });
        for (queue, _) in &sidekiq.queues {
            report.expect(known.contains(&queue.as_str()), || {
                format!("{name}: Mastodon {:?} has no queue {queue}", bundle.mastodon)
            });
        }
        let stop = process.stop_seconds.unwrap_or(0);
        report.expect(stop >= SIDEKIQ_STOP && stop > sidekiq.patience, || {
            format!(
                "{name}: killed after {stop} s, its jobs have {} s",
                sidekiq.patience
            )
        });
    }
    let started: Vec<_> = all.iter().filter(|(process, _)| process.count > 0).collect();
    for queue in &known {
        report.expect(started.iter().any(|(_, sidekiq)| sidekiq.serves(queue)), || {
            format!("{}: nobody serves the queue {queue}", host.name)
        });
        // With weights every queue is looked at first now and then.
        let is_first = |sidekiq: &Sidekiq| {
            let weighted = sidekiq.queues.iter().any(|(_, weight)| weight.is_some());
            sidekiq
                .queues
                .iter()
                .position(|(name, _)| name == queue)
                .is_some_and(|at| at == 0 || weighted)
        };
        report.expect(started.iter().any(|(_, sidekiq)| is_first(sidekiq)), || {
            format!(
                "{}: the queue {queue} is nobody's first, so it may starve",
                host.name
            )
        });
    }
    let schedulers: Vec<_> = all
        .iter()
        .filter(|(_, sidekiq)| sidekiq.serves("scheduler"))
        .collect();
    let single = schedulers
        .iter()
        .all(|(process, _)| process.is_single && process.count == 1);
    report.expect(schedulers.len() == 1 && single, || {
        let names: Vec<_> = schedulers
            .iter()
            .map(|(process, _)| (&process.name, process.count))
            .collect();
        format!(
            "{}: the scheduler is to run once and no more: {names:?}",
            host.name
        )
    });
}
