//! What web and background work get of the memory that is theirs: processes, bought in turn.

use crate::plan::{Demand, PumaNeed, SidekiqNeed};
use crate::sizing::placement::{Role, Roles};
use crate::sizing::{puma, sidekiq};
use crate::spec::Spec;
use crate::unit::Memory;

/// One more process, or one more for each order of a layout.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Purchase {
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

impl Shares {
    pub(crate) fn sum(self) -> Memory {
        self.web + self.background
    }

    /// Of each the larger.
    #[must_use]
    pub(crate) fn max(self, other: Self) -> Self {
        Self {
            web: self.web.max(other.web),
            background: self.background.max(other.background),
        }
    }
}

impl<'a> Work<'a> {
    pub(crate) fn of(does: &Roles, demand: &'a Demand) -> Self {
        Self {
            puma: does.has(Role::Web).then_some(&demand.puma),
            sidekiq: does.has(Role::Sidekiq).then_some(&demand.sidekiq),
        }
    }

    /// What the load asks for, one core after the other, web first.
    pub(crate) fn purchases(&self, spec: &Spec, cores: u32) -> Vec<Purchase> {
        let mut purchases = Vec::new();
        for number in 1..=u64::from(cores) {
            if self.puma.is_some_and(|need| number <= need.workers) {
                purchases.push(Purchase::Web(puma::price(number)));
            }
            if let Some(need) = self.sidekiq {
                let prices = sidekiq::prices(spec.options.sidekiq, spec.mastodon, need, number, cores.into());
                purchases.extend(prices.into_iter().map(Purchase::Background));
            }
        }
        purchases
    }

    /// What all of them take.
    pub(crate) fn asked(&self, spec: &Spec, cores: u32) -> Memory {
        let purchases = self.purchases(spec, cores);
        purchases.iter().map(|purchase| purchase.price()).sum()
    }
}

impl Purchase {
    const fn price(self) -> Memory {
        match self {
            Self::Web(price) | Self::Background(price) => price,
        }
    }
}

/// Makes the purchases in their order, as far as the memory goes; the least of each whatever it takes.
///
/// What is wanted by more cores comes after what fewer want, and the first that does not fit is the last: so more
/// memory or cores never take a process from either.
pub(crate) fn share(memory: Memory, least: Shares, purchases: &[Purchase]) -> Shares {
    let mut shares = least;
    let (mut web, mut background) = (Memory::ZERO, Memory::ZERO);
    for purchase in purchases {
        match purchase {
            Purchase::Web(price) => web = web + *price,
            Purchase::Background(price) => background = background + *price,
        }
        let next = Shares { web, background }.max(least);
        if next.sum() > memory {
            return shares;
        }
        shares = next;
    }
    shares
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::plan_of;

    fn shares(memory: u64) -> (u64, u64) {
        let (web, background) = (
            Purchase::Web(Memory::mib(402)),
            Purchase::Background(Memory::mib(400)),
        );
        let least = Shares {
            web: Memory::mib(402),
            background: Memory::mib(370),
        };
        let shares = share(Memory::mib(memory), least, &[web, background, web, background]);
        (shares.web.as_mib(), shares.background.as_mib())
    }

    #[test]
    fn purchases_are_made_in_their_order() {
        assert_eq!(shares(0), (402, 370));
        assert_eq!(shares(801), (402, 370));
        assert_eq!(shares(802), (402, 400));
        assert_eq!(shares(1_203), (402, 400));
        assert_eq!(shares(1_204), (804, 400));
        assert_eq!(shares(1_604), (804, 800));
    }

    #[test]
    fn nothing_more_is_taken_than_is_asked_for() {
        assert_eq!(shares(3_000), (804, 800));
    }

    fn work_of(answers: &str, cores: u32) -> (Vec<Purchase>, Memory) {
        let plan = plan_of(answers);
        let work = Work {
            puma: Some(&plan.demand.puma),
            sidekiq: Some(&plan.demand.sidekiq),
        };
        let purchases = work.purchases(&plan.spec, cores);
        let asked = work.asked(&plan.spec, cores);
        (purchases, asked)
    }

    /// A Puma alone takes 400 MiB and two 1,110, a Sidekiq process of 10 threads 480, the scheduler's 440, with ten threads 40 more.
    #[test]
    fn each_core_brings_a_process_of_web_and_one_of_background_work_as_far_as_they_are_asked_for() {
        let web = |mib| Purchase::Web(Memory::mib(mib));
        let background = |mib| Purchase::Background(Memory::mib(mib));
        // 100 users ask for two workers and, at 7.4 jobs a second, for one process; two are the least. No thread is missing.
        let (purchases, asked) = work_of("", 2);
        let none = background(0);
        let two = [
            web(400),
            background(480),
            web(710),
            background(440),
            background(40),
            background(440),
            none,
        ];
        assert_eq!(purchases, two);
        assert_eq!(asked, Memory::mib(400 + 480 + 710 + 440 + 480));
        assert_eq!(work_of("", 1).0, [web(400), background(480), none]);
        assert_eq!(work_of("", 64).1, asked);
    }

    #[test]
    fn nothing_is_kept_for_what_runs_elsewhere() {
        let work = Work {
            puma: None,
            sidekiq: None,
        };
        assert!(work.purchases(&Spec::default(), 4).is_empty());
    }
}
