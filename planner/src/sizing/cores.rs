//! Cores that the plan counts on.

use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::sources::{SUNNY_GARDEN_2024, WANDERING_SHOP};
use crate::spec::Host;

pub(crate) static RULE: Rule = rule! {
    id: "cores-to-count-on",
    title: "Cores to count on",
    rationale: "A shared vCPU is not there when its neighbours want it. wandering.shop's admin believed in \
                2022 that its host was exhausted while it seemed 70 % busy, and sunny.garden's graphs of \
                2024 show the time that others took. We count half of each shared vCPU, and all of dedicated \
                ones. Processes are whole, so they are planned for the next whole core; what the host carries \
                is not.",
    basis: Basis::Judgement,
    sources: &[WANDERING_SHOP, SUNNY_GARDEN_2024],
};

pub(crate) static USE: Rule = rule! {
    id: "core-use",
    title: "How far cores are used",
    rationale: "At the peak no core, and no process that can use one, is planned beyond 70 %: what is left is for \
                the system, nginx and Redis, and for the minutes that are worse than the hour. hachyderm.io's answers took \
                five times as long above 90 % (2023). That it is 70 is our judgement.",
    basis: Basis::Judgement,
    sources: &[HACHYDERM_WEB],
};

const HACHYDERM_WEB: Source = Source {
    title: "Hachyderm, Fritz on the fritz (2023)",
    url: "https://community.hachyderm.io/blog/2023/01/03/fritz-on-the-fritz/",
};

const SHARED_CORES_PER_CORE: u32 = 2;
/// Of a core, in per cent: [`USE`].
pub(crate) const USE_PERCENT: u64 = 70;
/// Of a second; what one core can be used for in each.
pub(crate) const MS_PER_SECOND: u64 = 1_000;

pub(crate) fn cores(host: &Host) -> Value<u32> {
    let cores = host.cores;
    let counted = cores_of(host);
    if host.shared_cpu {
        Value::new(
            counted,
            &RULE,
            working!("{cores} shared ÷ {SHARED_CORES_PER_CORE} = {counted}, rounded up"),
        )
    } else {
        Value::new(counted, &RULE, working!("{cores} dedicated"))
    }
}

/// Whole ones, for processes.
pub(crate) fn cores_of(host: &Host) -> u32 {
    if host.shared_cpu {
        host.cores.div_ceil(SHARED_CORES_PER_CORE)
    } else {
        host.cores
    }
}

/// What the cores that count can do in each second, in milliseconds of a core.
pub(crate) fn ms_per_second(host: &Host) -> u64 {
    let ms = u64::from(host.cores) * MS_PER_SECOND;
    if host.shared_cpu {
        ms / u64::from(SHARED_CORES_PER_CORE)
    } else {
        ms
    }
}

/// Of that, what may be used at the peak.
pub(crate) const fn usable(ms_per_second: u64) -> u64 {
    ms_per_second * USE_PERCENT / 100
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

    /// 500 ms of each second for one, 1,500 for three, of which 70 % are 350 and 1,050.
    #[test]
    fn half_of_a_shared_core_is_half_a_core() {
        let ms = |cores, shared| {
            let spec = spec_of(&format!("hosts.0.cores={cores} hosts.0.shared_cpu={shared}"));
            let ms = ms_per_second(spec.host());
            (ms, usable(ms))
        };
        assert_eq!((ms(1, true), ms(3, true)), ((500, 350), (1_500, 1_050)));
        assert_eq!((ms(1, false), ms(3, false)), ((1_000, 700), (3_000, 2_100)));
    }

    #[test]
    fn all_dedicated_cores_count() {
        assert_eq!(
            [1, 3, 1024].map(|cores| counted(cores, false).value),
            [1, 3, 1024]
        );
    }
}
