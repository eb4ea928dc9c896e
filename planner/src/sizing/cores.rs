//! Cores that the plan counts on.

use crate::rule::{Basis, Rule, Value};
use crate::sources::{SUNNY_GARDEN_2024, WANDERING_SHOP};
use crate::spec::Host;

pub(crate) static RULE: Rule = Rule {
    id: "cores-to-count-on",
    title: "Cores to count on",
    rationale: "A shared vCPU is not there when its neighbours want it. wandering.shop's admin believed in \
                2022 that its host was exhausted while it seemed 70 % busy, and sunny.garden's graphs of \
                2024 show the time that others took. We count half of shared vCPUs, and all of dedicated \
                ones.",
    basis: Basis::Judgement,
    sources: &[WANDERING_SHOP, SUNNY_GARDEN_2024],
};

const SHARED_CORES_PER_CORE: u32 = 2;

pub(crate) fn cores(host: &Host) -> Value<u32> {
    let cores = host.cores;
    if host.shared_cpu {
        let counted = cores.div_ceil(SHARED_CORES_PER_CORE);
        Value::new(
            counted,
            &RULE,
            format!("{cores} shared ÷ {SHARED_CORES_PER_CORE} = {counted}, rounded up"),
        )
    } else {
        Value::new(cores, &RULE, format!("{cores} dedicated"))
    }
}
