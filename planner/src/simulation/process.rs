//! Sidekiq's processes: which queue a thread is given a job of, and what the threads of one must wait for.

use std::collections::VecDeque;

use super::chance::Chance;

/// A Sidekiq process.
#[derive(Clone, Debug)]
pub struct Process {
    pub threads: usize,
    /// Connections to the database that its threads share.
    pub pool: usize,
    /// The queues that it serves by their numbers, with their weights; without any weight, in their order.
    pub queues: Vec<(usize, Option<u32>)>,
}

impl Process {
    pub(super) fn serves(&self, queue: usize) -> bool {
        self.queues.iter().any(|&(own, _)| own == queue)
    }

    /// The queue of the next job, of those that have one.
    ///
    /// Sidekiq (`lib/sidekiq/fetch.rb`) has each queue in a list as often as its weight says, shuffles the list before each
    /// fetch and asks Redis for the first queue of it that is not empty. So each of these comes first as often as its
    /// weight is of theirs. Without weights the list is never shuffled.
    pub(super) fn pick(&self, has_jobs: impl Fn(usize) -> bool, chance: &mut Chance) -> Option<usize> {
        let with_jobs = || self.queues.iter().filter(|(queue, _)| has_jobs(*queue));
        if self.queues.iter().all(|(_, weight)| weight.is_none()) {
            return with_jobs().map(|&(queue, _)| queue).next();
        }
        let weight = |weight: Option<u32>| u64::from(weight.unwrap_or(1).max(1));
        let sum = with_jobs().map(|&(_, own)| weight(own)).sum();
        let mut place = chance.below(sum);
        for &(queue, own) in with_jobs() {
            match place.checked_sub(weight(own)) {
                Some(rest) => place = rest,
                None => return Some(queue),
            }
        }
        None
    }
}

/// Something of which a process has so many, one a thread: Ruby's lock, or connections.
#[derive(Debug)]
pub(super) struct Shared {
    free: usize,
    all: usize,
    /// The most that were taken at once.
    pub(super) most_taken: usize,
    waiting: VecDeque<usize>,
}

impl Shared {
    pub(super) fn new(all: usize) -> Self {
        Self {
            free: all,
            all,
            most_taken: 0,
            waiting: VecDeque::new(),
        }
    }

    /// Whether the thread has it at once; else it is given it in its turn.
    pub(super) fn take(&mut self, thread: usize) -> bool {
        if self.free == 0 {
            self.waiting.push_back(thread);
            return false;
        }
        self.free -= 1;
        self.most_taken = self.most_taken.max(self.all - self.free);
        true
    }

    /// Gives it back; the thread that has it then.
    pub(super) fn give_back(&mut self) -> Option<usize> {
        let next = self.waiting.pop_front();
        self.free += usize::from(next.is_none());
        next
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn process(queues: &[(usize, Option<u32>)]) -> Process {
        Process {
            threads: 1,
            pool: 1,
            queues: queues.to_vec(),
        }
    }

    #[test]
    fn a_strict_order_takes_the_first_queue_that_has_jobs() {
        let process = process(&[(2, None), (0, None), (1, None)]);
        let mut chance = Chance::new(1);
        assert_eq!(process.pick(|_| true, &mut chance), Some(2));
        assert_eq!(process.pick(|queue| queue != 2, &mut chance), Some(0));
        assert_eq!(process.pick(|_| false, &mut chance), None);
    }

    /// Mastodon's own weights: 8 + 6 + 4 + 2 + 1 + 1 = 22.
    #[test]
    fn weights_are_shares() {
        let weights = [8, 6, 4, 2, 1, 1];
        let queues: Vec<_> = weights.iter().map(|&weight| Some(weight)).enumerate().collect();
        let process = process(&queues);
        let mut chance = Chance::new(1);
        let mut counts = [0_u32; 6];
        for _ in 0..22_000 {
            counts[process.pick(|_| true, &mut chance).expect("a queue")] += 1;
        }
        for (count, weight) in counts.into_iter().zip(weights) {
            // 1,000 for each of the weight, off by √(22,000 × ¼) = 74 at most or so.
            assert!(count.abs_diff(weight * 1_000) < 250, "{counts:?}");
        }
        // Only those with jobs share: 6 to 2.
        let mut push = 0;
        for _ in 0..8_000 {
            push += u32::from(process.pick(|queue| queue == 1 || queue == 3, &mut chance) == Some(1));
        }
        assert!(push.abs_diff(6_000) < 200, "{push}");
    }

    #[test]
    fn what_is_taken_is_waited_for_in_turn() {
        let mut lock = Shared::new(1);
        assert!(lock.take(7));
        assert!(!lock.take(8) && !lock.take(9));
        assert_eq!(
            [lock.give_back(), lock.give_back(), lock.give_back()],
            [Some(8), Some(9), None]
        );
        assert!(lock.take(8));
        assert_eq!(lock.most_taken, 1);
    }
}
