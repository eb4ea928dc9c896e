//! The growth path: what the same site takes at each power of ten of its users.

use super::carried::Carrier;
use super::next_step::host;
use crate::plan::{Demand, GrowthStep};
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::peak::{Ordinary, Part};
use crate::sizing::redis;
use crate::sources::GARGRON_NOTES;
use crate::spec::Spec;

pub(crate) static RULE: Rule = rule! {
    id: "growth-path",
    title: "Growth path",
    rationale: "The smallest host that is sold and carries so many users on ordinary days with your options, and what runs on it for \
                them; your measured figures are moved with the users. The load model is a factor of two off either way, and so may the step be at which \
                you need the next host. Beyond one host web, background work and database have hosts of their own.",
    basis: Basis::Judgement,
    sources: &[GARGRON_NOTES],
};

const USERS: [u64; 4] = [100, 1_000, 10_000, 100_000];

pub(super) fn growth(spec: &Spec) -> Vec<GrowthStep> {
    USERS.into_iter().map(|users| step(spec, users)).collect()
}

fn step(spec: &Spec, users: u64) -> GrowthStep {
    let load = Ordinary::of_users(&spec.load, users);
    let peak = load.at(Part::WHOLE);
    let need = Demand::of(&peak);
    let working = working!(
        "{} jobs a day, {} requests a second at the peak: {} Puma workers, {} Sidekiq processes, {} Redis",
        load.jobs_per_day,
        load.requests,
        need.puma.workers,
        need.sidekiq.processes,
        redis::instances(spec.options.redis, users)
    );
    let smallest = Carrier::of(spec).and_then(|carrier| carrier.smallest().for_load(&load, 1));
    let takes = match smallest {
        Some((cores, memory)) => format!("a {}", host(spec.host(), cores, memory)),
        None => "more than one host of 64 cores".to_owned(),
    };
    GrowthStep {
        users,
        takes: Value::new(takes, &RULE, working),
        host: smallest,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn shown(answers: &str) -> Vec<String> {
        growth(&spec_of(answers))
            .into_iter()
            .map(|step| step.takes.value)
            .collect()
    }

    /// 100 users take 695 ms of a core at the peak, and nine tenths of 70 % of two are 1,260. 1,000 take 1,874 for 23.4 jobs, 550 for 11 requests
    /// and 20: 2,444 of 2,520 on four. 10,000: 5,926, 5,050 and 200 are 11,176: of 12 cores 7,560 may be used, of 16 10,080, of 24 15,120.
    /// 100,000 ask for 741 jobs a second, 59 cores, and 1,001 requests, 50.
    #[test]
    fn each_step_has_the_smallest_host_that_carries_it() {
        let steps = shown("hosts.0.cores=64 hosts.0.memory=256");
        assert!(steps[0].starts_with("a host with 2 cores and "), "{}", steps[0]);
        assert!(steps[1].starts_with("a host with 4 cores and "), "{}", steps[1]);
        assert!(steps[2].starts_with("a host with 24 cores and "), "{}", steps[2]);
        assert_eq!(steps[3], "more than one host of 64 cores");
    }

    #[test]
    fn what_is_there_does_not_change_it() {
        assert_eq!(
            shown("hosts.0.cores=1"),
            shown("hosts.0.cores=64 load.active_users=50000")
        );
    }
}
