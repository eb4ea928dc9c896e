//! Cores that are shared: whatever runs gets as much as whatever else runs, and no more than one core.
//!
//! As all have one speed, one clock of work tells when each is done: it goes as fast as any of them.

use std::cmp::Reverse;
use std::collections::BinaryHeap;

use super::Micros;

const MILLI: u64 = 1_000;

#[derive(Debug)]
pub(super) struct Cores {
    /// Thousandths of a core.
    millicores: u64,
    now: Micros,
    /// What each that ran from the start would have done.
    clock: Micros,
    /// By the clock of work, when whose thread's work is done.
    running: BinaryHeap<Reverse<(Micros, usize)>>,
}

impl Cores {
    pub(super) fn new(millicores: u64) -> Self {
        Self {
            millicores: millicores.max(1),
            now: 0,
            clock: 0,
            running: BinaryHeap::new(),
        }
    }

    pub(super) fn start(&mut self, thread: usize, work: Micros) {
        self.running.push(Reverse((self.clock + work, thread)));
    }

    /// When the next work is done, if none is added.
    pub(super) fn next(&self) -> Option<Micros> {
        let Reverse((done, _)) = self.running.peek()?;
        let left = done.saturating_sub(self.clock);
        let (done, of) = self.speed();
        Some(
            self.now
                + if done == of {
                    left
                } else {
                    (left * of).div_ceil(done)
                },
        )
    }

    /// Goes on to a time that is not behind `next`.
    pub(super) fn advance(&mut self, to: Micros) {
        let (done, of) = self.speed();
        let passed = to - self.now;
        self.clock += if done == of { passed } else { passed * done / of };
        self.now = to;
    }

    /// A thread whose work is done.
    pub(super) fn done(&mut self) -> Option<usize> {
        let &Reverse((done, thread)) = self.running.peek()?;
        if done > self.clock {
            return None;
        }
        self.running.pop();
        Some(thread)
    }

    /// How much of a core each has, as a fraction.
    fn speed(&self) -> (u64, u64) {
        let asked = self.running.len() as u64 * MILLI;
        if asked <= self.millicores {
            (1, 1)
        } else {
            (self.millicores, asked)
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Which thread is done when.
    fn course(mut cores: Cores) -> Vec<(usize, Micros)> {
        let mut done = Vec::new();
        while let Some(next) = cores.next() {
            cores.advance(next);
            while let Some(thread) = cores.done() {
                done.push((thread, next));
            }
        }
        done
    }

    #[test]
    fn who_is_alone_has_a_core_and_no_more() {
        let mut cores = Cores::new(4_000);
        cores.start(0, 100);
        assert_eq!(course(cores), [(0, 100)]);
    }

    #[test]
    fn three_on_two_cores_have_two_thirds_each() {
        let mut cores = Cores::new(2_000);
        for thread in 0..3 {
            cores.start(thread, 100);
        }
        // 100 ÷ (2 ÷ 3).
        assert_eq!(course(cores), [(0, 150), (1, 150), (2, 150)]);
    }

    #[test]
    fn who_is_done_leaves_the_core_to_the_others() {
        let mut cores = Cores::new(1_000);
        cores.start(0, 100);
        cores.start(1, 200);
        // At half speed the first takes 200; the second has done 100 then, and does its other 100 alone.
        assert_eq!(course(cores), [(0, 200), (1, 300)]);
    }

    #[test]
    fn a_share_of_a_core_is_slower() {
        let mut cores = Cores::new(600);
        cores.start(0, 60);
        assert_eq!(course(cores), [(0, 100)]);
    }
}
