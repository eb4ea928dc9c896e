//! Cores that the plan counts on.

use crate::rule::{Basis, Rule, Value, rule};
use crate::sources::{SUNNY_GARDEN_2024, WANDERING_SHOP};
use crate::spec::Host;

pub(crate) static RULE: Rule = rule! {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::spec_of;

    fn counted(cores: u32, shared: bool) -> Value<u32> {
        let spec = spec_of(&format!("hosts.0.cores={cores} hosts.0.shared_cpu={shared}"));
        super::cores(spec.host())
    }

    #[test]
    fn half_of_shared_cores_counts_and_never_none() {
        assert_eq!(
            [1, 2, 3, 4, 1024].map(|cores| counted(cores, true).value),
            [1, 1, 2, 2, 512]
        );
        assert_eq!(counted(3, true).working, "3 shared ÷ 2 = 2, rounded up");
    }

    #[test]
    fn all_dedicated_cores_count() {
        assert_eq!(
            [1, 3, 1024].map(|cores| counted(cores, false).value),
            [1, 3, 1024]
        );
    }
}
