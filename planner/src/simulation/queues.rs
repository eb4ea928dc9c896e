//! The queues: what has come, what waits, and since when.

use super::Micros;

/// One of Sidekiq's queues. Its jobs are taken in the order in which they came.
#[derive(Debug)]
struct Queue {
    /// When each job comes, in order.
    arrivals: Vec<Micros>,
    arrived: usize,
    started: usize,
}

#[derive(Debug)]
pub(super) struct Queues {
    each: Vec<Queue>,
    waiting: usize,
    /// When the next job comes, and to which queue.
    next: Option<(Micros, usize)>,
}

/// A queue at one moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Length {
    pub waiting: usize,
    /// How long its oldest job has waited: what Sidekiq calls the queue's latency.
    pub latency: Micros,
}

impl Queues {
    /// From when each queue's jobs come, in order.
    pub(super) fn new(arrivals: Vec<Vec<Micros>>) -> Self {
        let queue = |arrivals| Queue {
            arrivals,
            arrived: 0,
            started: 0,
        };
        let mut queues = Self {
            each: arrivals.into_iter().map(queue).collect(),
            waiting: 0,
            next: None,
        };
        queues.find_next();
        queues
    }

    fn find_next(&mut self) {
        let next = |(number, queue): (usize, &Queue)| Some((*queue.arrivals.get(queue.arrived)?, number));
        self.next = self.each.iter().enumerate().filter_map(next).min();
    }

    pub(super) fn next(&self) -> Option<Micros> {
        self.next.map(|(time, _)| time)
    }

    /// Lets the next job in: its queue.
    pub(super) fn arrive(&mut self) -> Option<usize> {
        let (_, queue) = self.next?;
        self.each[queue].arrived += 1;
        self.waiting += 1;
        self.find_next();
        Some(queue)
    }

    pub(super) fn has_jobs(&self, queue: usize) -> bool {
        self.each[queue].arrived > self.each[queue].started
    }

    pub(super) fn take(&mut self, queue: usize) {
        self.each[queue].started += 1;
        self.waiting -= 1;
    }

    pub(super) fn are_empty(&self) -> bool {
        self.waiting == 0
    }

    pub(super) fn lengths(&self, now: Micros) -> Vec<Length> {
        let length = |queue: &Queue| {
            let waiting = queue.arrived - queue.started;
            Length {
                waiting,
                latency: if waiting > 0 {
                    now - queue.arrivals[queue.started]
                } else {
                    0
                },
            }
        };
        self.each.iter().map(length).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn jobs_come_in_the_order_of_their_times_and_the_oldest_tells_the_latency() {
        let mut queues = Queues::new(vec![vec![5, 9], vec![7]]);
        assert_eq!([queues.arrive(), queues.arrive()], [Some(0), Some(1)]);
        assert_eq!(queues.next(), Some(9));
        let length = |waiting, latency| Length { waiting, latency };
        assert_eq!(queues.lengths(8), [length(1, 3), length(1, 1)]);
        queues.take(0);
        assert!(!queues.has_jobs(0) && queues.has_jobs(1) && !queues.are_empty());
        assert_eq!(queues.lengths(8), [length(0, 0), length(1, 1)]);
        assert_eq!([queues.arrive(), queues.arrive()], [Some(0), None]);
        assert_eq!(queues.lengths(20), [length(1, 11), length(1, 13)]);
    }
}
