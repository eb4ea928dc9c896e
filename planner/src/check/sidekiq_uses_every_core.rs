//! The chosen Sidekiq layout can use the cores that are there.

use super::{Check, Found};
use crate::finding::Severity;
use crate::input::options;
use crate::plan::Plan;
use crate::rule::{Basis, rule};
use crate::sources::{EXODUS, GARGRON_2017};
use crate::spec::SidekiqChoice;

pub(super) static CHECK: Check = Check {
    rule: &rule! {
        id: "sidekiq-uses-every-core",
        title: "Sidekiq can use every core",
        rationale: "We let real Sidekiq drain 2,500 simulated jobs with 24 or 25 threads on two cores: one \
            process took 15.7 seconds, one process a queue 17.3, processes that share the busy \
            queues 9.5 to 10.4.",
        basis: Basis::Measured,
        sources: &[GARGRON_2017, EXODUS],
    },
    look,
};

fn look(plan: &Plan) -> Option<Found> {
    let mut hosts = plan.hosts.iter();
    let cores = hosts.find(|host| host.sidekiq.is_some())?.cores.value;
    let message = match plan.spec.options.sidekiq {
        SidekiqChoice::OneProcess if cores > 1 => {
            format!("One Sidekiq process uses one of {cores} cores, however many threads it has.")
        }
        SidekiqChoice::QueuePerProcess => {
            "With one queue a process a busy queue has only its own threads, while the others' wait."
                .to_owned()
        }
        _ => return None,
    };
    Some(Found {
        severity: Severity::Advice,
        message,
        remedy: "Leave the layout to the plan, and start one more process for a queue when that queue lags."
            .to_owned(),
        about: vec![options::SIDEKIQ.of_site()],
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::finding_of;

    fn message(layout: &str, cores: u32) -> Option<String> {
        let answers = format!("options.sidekiq={layout} hosts.0.cores={cores} hosts.0.memory=8");
        let finding = finding_of(CHECK.rule.id, &answers)?;
        assert_eq!(finding.severity, Severity::Advice);
        Some(finding.message)
    }

    #[test]
    fn one_process_uses_one_core() {
        assert_eq!(message("one-process", 1), None);
        assert_eq!(
            message("one-process", 2).as_deref(),
            Some("One Sidekiq process uses one of 2 cores, however many threads it has.")
        );
    }

    #[test]
    fn a_queue_a_process_leaves_threads_idle_and_the_other_layouts_do_not() {
        assert!(message("queue-per-process", 8).is_some());
        assert_eq!(message("auto", 8), None);
        assert_eq!(message("permuted", 8), None);
    }
}
