//! Swap, where memory does not do for what is built on the host.

use crate::rule::{Basis, Rule, Source, Value, rule, working};
use crate::unit::Memory;

pub(crate) static RULE: Rule = rule! {
    id: "swap-file",
    title: "Swap file",
    rationale: "Building Mastodon's pages takes more than a small host has left: on one of 4 GiB, with Mastodon running, the build of \
                4.4 was ended for want of memory (2025). Hosts up to 4 GiB have a swap file that makes it 6 GiB together, of 2 to \
                4 GiB. It also takes what a process keeps and never uses.",
    basis: Basis::Judgement,
    sources: &[Source {
        title: "Mastodon issue 35396",
        url: "https://github.com/mastodon/mastodon/issues/35396",
    }],
};

const UP_TO: Memory = Memory::gib(4);
const TOGETHER: Memory = Memory::gib(6);
const MIN: Memory = Memory::gib(2);
const MAX: Memory = Memory::gib(4);

pub(crate) fn swap(memory: Memory) -> Option<Value<Memory>> {
    if memory > UP_TO {
        return None;
    }
    let swap = (TOGETHER - memory).clamp(MIN, MAX).floor_mib();
    Some(Value::new(
        swap,
        &RULE,
        working!("{TOGETHER} − {}, from {MIN} to {MAX}", memory.rounded()),
    ))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_up_to_4_gib_have_6_together_in_2_to_4_of_swap() {
        let mib = |memory| swap(Memory::mib(memory)).map(|swap| swap.value.as_mib());
        // 6,144 − 3,000 and − 4,096.
        assert_eq!(
            [512, 2_048, 3_000, 4_096, 4_097].map(mib),
            [Some(4_096), Some(4_096), Some(3_144), Some(2_048), None]
        );
    }
}
