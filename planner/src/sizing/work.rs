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

impl Work<'_> {
    /// What the load asks for, one core after the other, web first.
    pub(crate) fn purchases(&self, spec: &Spec, cores: u32) -> Vec<Purchase> {
        let mut purchases = Vec::new();
        for number in 1..=u64::from(cores) {
            if self.puma.is_some_and(|need| number <= need.workers) {
                purchases.push(Purchase::Web(puma::price(number)));
            }
            if let Some(need) = self.sidekiq {
                let prices = sidekiq::prices(spec.options.sidekiq, spec.mastodon, need, number);
                purchases.extend(prices.into_iter().map(Purchase::Background));
            }
        }
        purchases
    }

    /// What is bought before the database has the larger part of the memory, and what runs whatever there is.
    pub(crate) fn memory(&self, spec: &Spec, cores: u32) -> WorkMemory {
        let purchases = self.purchases(spec, cores.min(EACH_BEFORE_THE_DATABASE));
        let price = |purchase: &Purchase| match purchase {
            Purchase::Web(price) | Purchase::Background(price) => *price,
        };
        let least = self.least();
        WorkMemory {
            first: purchases.iter().map(price).sum(),
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

/// Makes the purchases in their order, as far as the memory goes; the first of each whatever it takes.
///
/// What is wanted by more cores comes after what fewer want, and the first that does not fit is the last: so more
/// memory or cores never take a process from either. Once all is bought, background work has the rest, for threads.
pub(crate) fn share(memory: Memory, least: Shares, purchases: &[Purchase]) -> Shares {
    let mut shares = least;
    let (mut web, mut background) = (Memory::ZERO, Memory::ZERO);
    for purchase in purchases {
        match purchase {
            Purchase::Web(price) => web = web + *price,
            Purchase::Background(price) => background = background + *price,
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
    fn the_rest_goes_to_background_work() {
        assert_eq!(shares(3_000), (804, 2_196));
    }

    fn work_of(answers: &str, cores: u32) -> (Vec<Purchase>, WorkMemory) {
        let plan = plan_of(answers);
        let work = Work {
            puma: Some(&plan.demand.puma),
            sidekiq: Some(&plan.demand.sidekiq),
        };
        (work.purchases(&plan.spec, cores), work.memory(&plan.spec, cores))
    }

    /// A Puma alone takes 400 MiB and two 1,110, a Sidekiq process of 10 threads 480, of 25 threads 600, and the scheduler's 440, with ten
    /// threads 40 more.
    #[test]
    fn each_core_brings_a_process_of_web_and_one_of_background_work_as_far_as_they_are_asked_for() {
        let web = |mib| Purchase::Web(Memory::mib(mib));
        let background = |mib| Purchase::Background(Memory::mib(mib));
        // 100 users ask for two workers and, at 7.4 jobs a second, for one process; two are the least.
        let two = [
            web(400),
            background(480),
            web(710),
            background(440),
            background(40),
            background(120),
            background(560),
        ];
        assert_eq!(work_of("", 1).0, two[..2]);
        assert_eq!(work_of("", 2).0, two);
        assert_eq!(work_of("", 64).0, two);
    }

    #[test]
    fn two_of_each_come_before_the_databases_larger_part() {
        let of = |cores| {
            let memory = work_of("load.active_users=20000", cores).1;
            (memory.first.as_mib(), memory.least.as_mib())
        };
        // 400 + 480; 2 × 555 + 440 + 2 × 600, however many more cores there are. At least 400 + 480.
        assert_eq!(of(1), (880, 880));
        assert_eq!(of(2), (2_750, 880));
        assert_eq!(of(64), (2_750, 880));
    }

    #[test]
    fn nothing_is_kept_for_what_runs_elsewhere() {
        let work = Work {
            puma: None,
            sidekiq: None,
        };
        let memory = work.memory(&Spec::default(), 4);
        assert_eq!((memory.first, memory.least), (Memory::ZERO, Memory::ZERO));
    }
}
