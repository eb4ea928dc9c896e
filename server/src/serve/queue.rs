//! Who has to go when there are too many: the connection that has been waiting for its client longest.
//!
//! A client that asks, takes its answer and asks again goes to the end each time. So those that hold a connection open and do
//! nothing, or next to nothing, make room for those that use it.

use std::collections::BTreeMap;
use std::convert::Infallible;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use tokio::sync::oneshot;

/// Open connections in the order in which they began to wait.
#[derive(Clone, Debug, Default)]
pub(super) struct Queue(Arc<Mutex<Turns>>);

#[derive(Debug, Default)]
struct Turns {
    next: u64,
    /// What each connection listens to: it has to go when nobody can speak to it any more.
    waiting: BTreeMap<u64, oneshot::Sender<Infallible>>,
}

/// A connection's place in the queue, which is left when this is dropped.
#[derive(Debug)]
pub(super) struct Place {
    queue: Queue,
    turn: u64,
}

impl Queue {
    /// A place at the end, and what ends when its connection has to go.
    pub(super) fn join(&self) -> (Place, oneshot::Receiver<Infallible>) {
        let (stay, away) = oneshot::channel();
        let turn = self.turns().add(stay);
        let place = Place {
            queue: self.clone(),
            turn,
        };
        (place, away)
    }

    pub(super) fn send_first_away(&self) {
        self.turns().waiting.pop_first();
    }

    fn turns(&self) -> MutexGuard<'_, Turns> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Turns {
    fn add(&mut self, stay: oneshot::Sender<Infallible>) -> u64 {
        let turn = self.next;
        self.next += 1;
        self.waiting.insert(turn, stay);
        turn
    }
}

impl Place {
    /// The wait begins anew.
    pub(super) fn go_to_the_end(&mut self) {
        let mut turns = self.queue.turns();
        // Not there: it has been sent away, and will hear of it.
        if let Some(stay) = turns.waiting.remove(&self.turn) {
            self.turn = turns.add(stay);
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.queue.turns().waiting.remove(&self.turn);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn has_to_go(away: &mut oneshot::Receiver<Infallible>) -> bool {
        away.try_recv() == Err(oneshot::error::TryRecvError::Closed)
    }

    #[test]
    fn the_one_that_waited_longest_goes_first() {
        let queue = Queue::default();
        let (mut one, mut one_away) = queue.join();
        let (_two, mut two_away) = queue.join();
        one.go_to_the_end();
        queue.send_first_away();
        assert!(has_to_go(&mut two_away) && !has_to_go(&mut one_away));
        queue.send_first_away();
        assert!(has_to_go(&mut one_away));
    }

    #[test]
    fn who_was_sent_away_cannot_come_back() {
        let queue = Queue::default();
        let (mut place, mut away) = queue.join();
        queue.send_first_away();
        place.go_to_the_end();
        assert!(has_to_go(&mut away));
        assert!(queue.turns().waiting.is_empty());
    }

    #[test]
    fn who_left_is_not_asked_to_go() {
        let queue = Queue::default();
        let (gone, _) = queue.join();
        let (_here, mut away) = queue.join();
        drop(gone);
        queue.send_first_away();
        assert!(has_to_go(&mut away));
    }
}
