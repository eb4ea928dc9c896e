//! What web and background work get of the memory that is theirs: processes, bought in turn.

use crate::plan::{PumaNeed, SidekiqNeed};
use crate::sizing::memory::WorkMemory;
use crate::sizing::{puma, sidekiq};
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

/// The site's needs as far as they are this host's to meet.
pub(crate) struct Work<'a> {
    pub(crate) puma: Option<&'a PumaNeed>,
    pub(crate) sidekiq: Option<&'a SidekiqNeed>,
}

impl Work<'_> {
    /// What the load asks for, one core after the other, web first.
    pub(crate) fn steps(&self, spec: &Spec, cores: u32) -> Vec<Step> {
        let mut steps = Vec::new();
        for number in 1..=u64::from(cores) {
            if self.puma.is_some_and(|need| number <= need.workers) {
                steps.push(Step::Web(puma::MEMORY_PER_WORKER));
            }
            if let Some(need) = self.sidekiq {
                let prices = sidekiq::prices(spec.options.sidekiq, spec.mastodon, need, number);
                steps.extend(prices.into_iter().map(Step::Background));
            }
        }
        steps
    }

    /// What is bought before the database has the larger part of the memory, and what runs whatever there is.
    pub(crate) fn memory(&self, spec: &Spec, cores: u32) -> WorkMemory {
        let steps = self.steps(spec, cores.min(EACH_BEFORE_THE_DATABASE));
        let price = |step: &Step| match step {
            Step::Web(price) | Step::Background(price) => *price,
        };
        let least = self.least();
        WorkMemory {
            first: steps.iter().map(price).sum(),
            least: least.web + least.background,
        }
    }

    /// One process of each.
    pub(crate) fn least(&self) -> Shares {
        Shares {
            web: self.puma.map_or(Memory::ZERO, |_| puma::MEMORY_MIN),
            background: self.sidekiq.map_or(Memory::ZERO, |_| sidekiq::memory_min()),
        }
    }
}

/// Buys the steps in their order, as far as the memory goes; the first of each whatever it takes.
///
/// What is wanted by more cores comes after what fewer want, and the first step that does not fit is the last: so more
/// memory or cores never take a process from either. Once all is bought, background work has the rest, for threads.
pub(crate) fn share(memory: Memory, least: Shares, steps: &[Step]) -> Shares {
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
        // A Puma of 402 MiB and a Sidekiq of 350 + 10 × 2.
        let least = Shares {
            web: Memory::mib(402),
            background: Memory::mib(370),
        };
        let shares = share(Memory::mib(memory), least, &[web, background, web, background]);
        (shares.web.as_mib(), shares.background.as_mib())
    }

    #[test]
    fn steps_are_bought_in_their_order() {
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
