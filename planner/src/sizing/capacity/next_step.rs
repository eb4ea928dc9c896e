//! What runs out first, and what comes after this host.

use super::carried::{CLOSE_PERCENT, Carrier, Limit};
use crate::plan::{Plan, rough};
use crate::rule::{Basis, Rule, Value, rule, working};
use crate::sizing::cores::{MS_PER_SECOND, USE_PERCENT};
use crate::sizing::peak::Ordinary;
use crate::sources::{EXODUS, GARGRON_NOTES};
use crate::spec::{Host, Spec};
use crate::unit::Memory;

pub(crate) static BOTTLENECK: Rule = rule! {
    id: "bottleneck",
    title: "What runs out first",
    rationale: "Of cores, memory and disk, that of which one user more than fit would find too little.",
    basis: Basis::Judgement,
    sources: &[EXODUS],
};

pub(crate) static NEXT_STEP: Rule = rule! {
    id: "next-step",
    title: "Next step",
    rationale: "The smallest host of those that are sold which carries twice as many users as this one: it was planned, and raises \
                no finding for them. Beyond 64 cores, a second host: Mastodon's founder has web and background work on hosts of their own.",
    basis: Basis::Judgement,
    sources: &[GARGRON_NOTES],
};

/// How many times the users of a host are worth another one. Our judgement.
const WORTH_IT: u64 = 2;

pub(super) fn next_step(spec: &Spec, (users, limit): (u64, Limit)) -> (Value<String>, Value<String>) {
    let bottleneck = Value::new(
        limit.name().to_owned(),
        &BOTTLENECK,
        working!("with {} users", users + 1),
    );
    let wanted = users.max(1) * WORTH_IT;
    let step = match limit {
        Limit::Layout => "leave the Sidekiq layout to the plan: it uses every core".to_owned(),
        Limit::DiskSpeed => "an SSD for the database".to_owned(),
        Limit::DiskSpace => "a larger disk, or media in object storage".to_owned(),
        Limit::Cores | Limit::Memory => {
            let load = Ordinary::of_users(&spec.load, wanted);
            let larger = Carrier::of(spec).and_then(|carrier| carrier.for_load(&load, 1));
            match larger {
                Some((cores, memory)) => {
                    format!(
                        "a {}, for about {} active users",
                        host(spec.host(), cores, memory),
                        rough(wanted)
                    )
                }
                None => "Sidekiq and web on hosts of their own, beside the database".to_owned(),
            }
        }
    };
    let why = working!("{users} users fit; planned for {wanted}");
    (bottleneck, Value::new(step, &NEXT_STEP, why))
}

/// What to buy for all that is asked, surge included.
pub(crate) fn host_for(plan: &Plan) -> String {
    let spec = &plan.spec;
    let load = Ordinary::of(&spec.load);
    let Some(carrier) = Carrier::of(spec) else {
        return format!("Next step: {}.", plan.capacity.next_step);
    };
    if let Some(limit) = carrier.limit_but_size(&load, spec.load.surge) {
        return match limit {
            Limit::Layout => {
                "Leave the Sidekiq layout to the plan: the chosen one uses fewer cores.".to_owned()
            }
            _ => "Put the database on an SSD: a hard disk does not do this.".to_owned(),
        };
    }
    match carrier.for_load(&load, spec.load.surge) {
        Some((cores, memory)) => {
            let larger = host(spec.host(), cores, memory);
            format!("A {larger} carries all of it.")
        }
        None => format!(
            "All of it takes about {} cores, more than one host has: Sidekiq, web and database on hosts of their own.",
            cores_for(plan)
        ),
    }
}

/// Of dedicated ones.
fn cores_for(plan: &Plan) -> u64 {
    let sum = plan.capacity.cores.sum();
    let of_surge = sum.surge_ms * 100;
    let of_day = sum.peak_ms * 100 * 100 / CLOSE_PERCENT;
    of_surge.max(of_day).div_ceil(USE_PERCENT * MS_PER_SECOND)
}

/// As it is asked for in a shop.
pub(super) fn host(like: &Host, cores: u32, memory: Memory) -> String {
    let kind = if like.shared_cpu { "shared vCPU" } else { "core" };
    let plural = if cores == 1 { "" } else { "s" };
    format!("host with {cores} {kind}{plural} and {memory} of memory")
}
