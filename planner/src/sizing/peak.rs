//! The busiest time: what so many users ask for at once, and parts and multiples of it.

use crate::plan::Rate;
use crate::sizing::load::jobs::{self, PEAK_TO_MEAN, SECONDS_PER_DAY};
use crate::sizing::load::{hot, requests, streaming_connections};
use crate::spec::Load;
use crate::unit::Memory;

/// A part or a multiple of an ordinary day's peak, in parts of [`Part::WHOLE`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Part(pub(crate) u64);

/// What an ordinary day asks for.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Ordinary {
    pub(crate) users: u64,
    pub(crate) jobs_per_day: u64,
    /// In a second of a busy hour.
    pub(crate) requests: u64,
    /// Open streaming connections, in hundredths.
    client_hundredths: u64,
}

/// What is asked for at once.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Peak {
    pub(crate) jobs: Rate,
    pub(crate) requests: u64,
    /// Open streaming connections.
    pub(crate) clients: u64,
    /// Whose feeds are kept.
    pub(crate) users: u64,
    /// Busy part of the database.
    pub(crate) hot: Memory,
    /// Whether it is an ordinary day's at least.
    pub(crate) is_whole: bool,
}

impl Part {
    pub(crate) const WHOLE: Self = Self(1 << 20);

    pub(crate) const fn times(times: u32) -> Self {
        Self(Self::WHOLE.0 * times as u64)
    }

    /// Rounded down.
    pub(crate) const fn percent(self) -> u64 {
        self.0 * 100 / Self::WHOLE.0
    }

    fn of(self, amount: u64) -> u64 {
        self.of_fraction(amount, 1)
    }

    /// Of `amount` ÷ `by`, rounded up at the end.
    fn of_fraction(self, amount: u64, by: u64) -> u64 {
        let all = u128::from(amount) * u128::from(self.0);
        let part = all.div_ceil(u128::from(by) * u128::from(Self::WHOLE.0));
        u64::try_from(part).unwrap_or(u64::MAX)
    }
}

impl Ordinary {
    /// Of the users that the Spec expects.
    pub(crate) fn of(load: &Load) -> Self {
        Self::of_users(load, load.active_users.into())
    }

    /// Of so many users. What was measured is moved with them.
    pub(crate) fn of_users(load: &Load, users: u64) -> Self {
        Self {
            users,
            jobs_per_day: jobs::ordinary(load, users),
            requests: requests::ordinary(load, users),
            client_hundredths: streaming_connections::ordinary_hundredths(load, users),
        }
    }

    /// Open streaming connections.
    pub(crate) fn clients(&self) -> u64 {
        self.client_hundredths.div_ceil(100)
    }

    pub(crate) fn at(&self, part: Part) -> Peak {
        let a_day = part.min(Part::WHOLE);
        Peak {
            jobs: Rate::per_1000_s(part.of_fraction(
                self.jobs_per_day.saturating_mul(PEAK_TO_MEAN * 1000),
                SECONDS_PER_DAY,
            )),
            requests: part.of(self.requests),
            clients: part.of_fraction(self.client_hundredths, 100),
            users: part.of(self.users),
            // A surge is over before the database has grown by it.
            hot: hot::BASE + Memory::kib(a_day.of(hot::growth(self.jobs_per_day).as_kib())),
            is_whole: part >= Part::WHOLE,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{plan_of, spec_of};

    /// What the plan shows as its load is what is asked for at the whole, times the surge.
    #[test]
    fn the_whole_is_the_load_of_the_plan() {
        for answers in [
            "load.active_users=1234 load.surge=3",
            "load.active_users=77 load.surge=7 load.measured.jobs_per_day=123457",
            "load.measured.requests_per_second=13 load.measured.streaming_connections=9 load.surge=10",
        ] {
            let plan = plan_of(answers);
            let peak = Ordinary::of(&plan.spec.load).at(Part::times(plan.spec.load.surge));
            assert_eq!(peak.jobs, plan.load.peak_jobs.value, "{answers}");
            assert_eq!(peak.requests, plan.load.requests_per_second.value, "{answers}");
            assert_eq!(peak.clients, plan.load.streaming_connections.value, "{answers}");
        }
    }

    /// Of 1,000 users: 11 requests a second and 80 connections; a quarter of them 2.75 and 20.
    #[test]
    fn parts_are_rounded_up() {
        let ordinary = Ordinary::of(&spec_of("load.active_users=1000").load);
        let peak = ordinary.at(Part(Part::WHOLE.0 / 4));
        assert_eq!((peak.requests, peak.clients, peak.users), (3, 20, 250));
        assert_eq!(Part(Part::WHOLE.0 / 4).percent(), 25);
        assert_eq!(ordinary.at(Part(0)).hot, Memory::mib(256));
        assert_eq!(ordinary.at(Part::times(10)).hot, ordinary.at(Part::WHOLE).hot);
    }
}
