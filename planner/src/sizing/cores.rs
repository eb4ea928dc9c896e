//! Cores that the plan counts on.

use crate::rule::{Basis, Rule, Source, Value};
use crate::spec::Host;

pub(crate) static RULE: Rule = Rule {
    id: "cores-to-count-on",
    title: "Cores to count on",
    rationale: "A shared vCPU is not there when its neighbours want it: wandering.shop's host was exhausted \
                while it seemed 70 % busy. We count half of shared ones, and all of dedicated ones.",
    basis: Basis::Judgement,
    sources: &[Source {
        title: "Chris Rose, Mastodon Hosting, Part 1 (2022)",
        url: "https://offby1.website/posts/mastodon-hosting-part-1.html",
    }],
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
