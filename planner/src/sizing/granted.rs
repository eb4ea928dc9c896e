//! How much of the load a host's memory has room for. The plan is made for that, and a finding says what is missing: so a larger
//! wish never takes from what a smaller one was given, and a little more memory is a little more of everything.

use super::least::{Ground, least};
use super::memory;
use super::memory::Least;
use super::peak::{Ordinary, Part};
use super::work::{Shares, Work, share};
use crate::plan::Demand;
use crate::unit::Memory;

/// The part of the load that is planned for, and what it takes at least.
pub(crate) struct Granted {
    pub(crate) part: Part,
    pub(crate) least: Least,
}

const TWO: u32 = 2;

/// Of an ordinary day first, with all that is worth having beside it; then of the surge.
pub(crate) fn granted(ground: Ground, cores: u32, ordinary: &Ordinary, surge: u32) -> Granted {
    let fits = |part| least(ground, &ordinary.at(part)).all() <= ground.ours;
    let part = largest(Part(0), Part::WHOLE, fits);
    let of_day = least(ground, &ordinary.at(part));
    if part < Part::WHOLE || surge <= 1 {
        return Granted { part, least: of_day };
    }
    let beyond = Surge::of(ground, cores, ordinary, &of_day);
    let part = largest(Part::WHOLE, Part::times(surge), |part| beyond.fits(part));
    Granted {
        part,
        least: beyond.least(part),
    }
}

/// Whether the memory has room for all of it.
pub(crate) fn is_enough(ground: Ground, cores: u32, ordinary: &Ordinary, surge: u32) -> bool {
    let of_day = least(ground, &ordinary.at(Part::WHOLE));
    let fits_day = of_day.all() <= ground.ours;
    fits_day && (surge <= 1 || Surge::of(ground, cores, ordinary, &of_day).fits(Part::times(surge)))
}

/// A surge on top of an ordinary day that has what it needs.
struct Surge<'a> {
    ground: Ground<'a>,
    ordinary: &'a Ordinary,
    /// What the day has, and keeps: of background work what is worth having, too, so that a surge never lowers it.
    has: Shares,
    database: Memory,
}

impl<'a> Surge<'a> {
    fn of(ground: Ground<'a>, cores: u32, ordinary: &'a Ordinary, of_day: &Least) -> Self {
        Self {
            ground,
            ordinary,
            has: Shares {
                background: two_of_each(ground, cores, ordinary, of_day).background,
                ..of_day.work
            },
            database: memory::postgresql_floor(ground.ours, of_day),
        }
    }

    fn least(&self, part: Part) -> Least {
        let least = least(self.ground, &self.ordinary.at(part));
        Least {
            work: least.work.max(self.has),
            ..least
        }
    }

    fn fits(&self, part: Part) -> bool {
        let least = self.least(part);
        least.fixed + least.work.sum() + self.database <= self.ground.ours
    }
}

/// What web and background work have on an ordinary day, of the two that each is better off with.
fn two_of_each(ground: Ground, cores: u32, ordinary: &Ordinary, of_day: &Least) -> Shares {
    let demand = Demand::of(&ordinary.at(Part::WHOLE));
    let work = Work::of(ground.does, &demand);
    let asked = work.asked(ground.spec, cores);
    let room = memory::room_for_work(ground.ours, of_day, ground.ours - of_day.fixed - asked);
    share(room, of_day.work, &work.purchases(ground.spec, cores.min(TWO)))
}

/// The largest part that fits, where all that is larger does not; the smallest whether it fits or not.
fn largest(from: Part, to: Part, fits: impl Fn(Part) -> bool) -> Part {
    if fits(to) {
        return to;
    }
    let (Part(mut low), Part(mut high)) = (from, to);
    while low + 1 < high {
        let middle = low + (high - low) / 2;
        if fits(Part(middle)) {
            low = middle;
        } else {
            high = middle;
        }
    }
    Part(low)
}
