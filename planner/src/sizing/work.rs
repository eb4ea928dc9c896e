//! What web and background work get of the memory that is theirs: processes, bought in turn.

use crate::sizing::puma::{self, PumaNeed};
use crate::sizing::sidekiq::{self, SidekiqNeed};
use crate::spec::Spec;
use crate::unit::Memory;

/// Two of each are worth more to a server than a larger cache of its database: with one, a second core idles and one
/// slow request stops the site. Our judgement.
const EACH_BEFORE_THE_DATABASE: u32 = 2;

/// One more process, or one more for each order of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Step {
    Web(Memory),
    Background(Memory),
}

/// The memory that each may use.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Shares {
    pub(crate) web: Memory,
    pub(crate) background: Memory,
}

/// What the load asks for, one core after the other, web first.
pub(crate) fn steps(spec: &Spec, puma: &PumaNeed, sidekiq: &SidekiqNeed, cores: u32) -> Vec<Step> {
    let mut steps = Vec::new();
    for number in 1..=u64::from(cores) {
        if number <= puma.workers {
            steps.push(Step::Web(puma::MEMORY_PER_WORKER));
        }
        let prices = sidekiq::prices(spec.options.sidekiq, spec.mastodon, sidekiq, number);
        steps.extend(prices.into_iter().map(Step::Background));
    }
    steps
}

/// What is bought before the database has the larger part of the memory.
pub(crate) fn memory_of_the_first(spec: &Spec, puma: &PumaNeed, sidekiq: &SidekiqNeed, cores: u32) -> Memory {
    let steps = steps(spec, puma, sidekiq, cores.min(EACH_BEFORE_THE_DATABASE));
    let price = |step: &Step| match step {
        Step::Web(price) | Step::Background(price) => *price,
    };
    steps.iter().map(price).sum()
}

/// Buys the steps in their order, as far as the memory goes; the first of each whatever it takes.
///
/// What is wanted by more cores comes after what fewer want, and the first step that does not fit is the last: so more
/// memory or cores never take a process from either. Once all is bought, background work has the rest, for threads.
pub(crate) fn share(memory: Memory, steps: &[Step]) -> Shares {
    let least = Shares {
        web: puma::MEMORY_MIN,
        background: sidekiq::memory_min(),
    };
    let mut shares = least;
    let (mut web, mut background) = (Memory::ZERO, Memory::ZERO);
    for step in steps {
        match step {
            Step::Web(price) => web = web + *price,
            Step::Background(price) => background = background + *price,
        }
        let next = Shares {
            web: web.max(least.web),
            background: background.max(least.background),
        };
        if next.web + next.background > memory {
            return shares;
        }
        shares = next;
    }
    Shares {
        background: shares.background.max(memory - shares.web),
        ..shares
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shares(memory: u64) -> (u64, u64) {
        let (web, background) = (Step::Web(Memory::mib(402)), Step::Background(Memory::mib(400)));
        let shares = share(Memory::mib(memory), &[web, background, web, background]);
        (shares.web.as_mib(), shares.background.as_mib())
    }

    #[test]
    fn steps_are_bought_in_their_order() {
        // The least is a Puma of 402 MiB and a Sidekiq of 350 + 10 × 2.
        assert_eq!(shares(0), (402, 370));
        assert_eq!(shares(801), (402, 370));
        assert_eq!(shares(802), (402, 400));
        assert_eq!(shares(1_203), (402, 400));
        assert_eq!(shares(1_204), (804, 400));
        assert_eq!(shares(1_604), (804, 800));
    }

    #[test]
    fn the_rest_goes_to_background_work() {
        assert_eq!(shares(3_000), (804, 2_196));
    }
}
