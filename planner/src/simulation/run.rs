//! Event by event: threads fetch jobs, and take turns at Ruby's lock, connections and cores.

use std::cmp::Reverse;
use std::collections::{BinaryHeap, VecDeque};

use super::Micros;
use super::chance::Chance;
use super::cores::Cores;
use super::job::{Job, Need, Phase};
use super::process::{Process, Shared};
use super::queues::Queues;
use super::setting::{Outcome, Setting};

/// Active Record's `checkout_timeout`: a job that waits longer for a connection fails.
const CONNECTION_TIMEOUT: Micros = 5_000_000;

#[derive(Clone, Debug)]
struct Thread {
    process: usize,
    queue: usize,
    job: Job,
    phase: Phase,
    queries_done: u32,
    since: Micros,
}

struct Run<'a, J> {
    processes: &'a [Process],
    locks: Vec<Shared>,
    pools: Vec<Shared>,
    threads: Vec<Thread>,
    /// Who has waited longest comes first, as Redis serves those that block on it.
    idle: VecDeque<usize>,
    queues: Queues,
    cores: Cores,
    timers: BinaryHeap<Reverse<(Micros, usize)>>,
    chance: Chance,
    job: J,
    settled: Micros,
    now: Micros,
    outcome: Outcome,
}

/// Goes through it; `job` makes the next job of a queue when a thread takes it.
pub fn run(setting: Setting, job: impl FnMut(usize) -> Job) -> Outcome {
    let sample_every = setting.sample_every.max(1);
    let until = setting.until;
    let mut run = Run::new(setting, job);
    let mut next_sample = sample_every;
    // What came before the start waits.
    while run.queues.next() == Some(0) {
        run.queues.arrive();
    }
    run.outcome.samples.push(run.queues.lengths(0));
    for thread in 0..run.threads.len() {
        run.fetch(thread);
    }
    while let Some(event) = run.next() {
        while next_sample <= event.min(until) {
            run.outcome.samples.push(run.queues.lengths(next_sample));
            next_sample += sample_every;
        }
        if event > until {
            break;
        }
        run.happen(event);
    }
    run.outcome.connections = run.pools.iter().map(|pool| pool.most_taken).collect();
    run.outcome
}

impl<'a, J: FnMut(usize) -> Job> Run<'a, J> {
    fn new(setting: Setting<'a>, job: J) -> Self {
        let processes = setting.processes;
        let thread = |process| Thread {
            process,
            queue: 0,
            job: Job::default(),
            phase: Phase::Fetch,
            queries_done: 0,
            since: 0,
        };
        // The processes in turn, so that none has all its threads at work before another has one.
        let most = processes.iter().map(|process| process.threads).max().unwrap_or(0);
        let threads: Vec<_> = (0..most)
            .flat_map(|place| {
                let numbers = (0..processes.len()).filter(move |&number| processes[number].threads > place);
                numbers.map(thread)
            })
            .collect();
        Self {
            processes,
            locks: processes.iter().map(|_| Shared::new(1)).collect(),
            pools: processes
                .iter()
                .map(|process| Shared::new(process.pool))
                .collect(),
            idle: VecDeque::with_capacity(threads.len()),
            timers: BinaryHeap::with_capacity(threads.len()),
            threads,
            cores: Cores::new(setting.millicores),
            chance: Chance::new(setting.seed),
            job,
            settled: setting.settled,
            now: 0,
            outcome: Outcome {
                samples: Vec::new(),
                emptied: None,
                finished: 0,
                done: vec![0; setting.arrivals.len()],
                connections: Vec::new(),
                without_connection: 0,
            },
            queues: Queues::new(setting.arrivals),
        }
    }

    fn next(&self) -> Option<Micros> {
        let timer = self.timers.peek().map(|&Reverse((time, _))| time);
        let events = [self.cores.next(), timer, self.queues.next()];
        events.into_iter().flatten().min()
    }

    fn happen(&mut self, event: Micros) {
        self.cores.advance(event);
        self.now = event;
        while let Some(thread) = self.cores.done() {
            self.core_is_done(thread);
        }
        while let Some(&Reverse((time, thread))) = self.timers.peek()
            && time <= event
        {
            self.timers.pop();
            self.go_on(thread);
        }
        while self.queues.next().is_some_and(|time| time <= event) {
            if let Some(queue) = self.queues.arrive() {
                self.wake_for(queue);
            }
        }
    }

    fn wake_for(&mut self, queue: usize) {
        let serves = |&thread: &usize| self.processes[self.threads[thread].process].serves(queue);
        if let Some(place) = self.idle.iter().position(serves)
            && let Some(thread) = self.idle.remove(place)
        {
            self.take(thread, queue);
        }
    }

    fn fetch(&mut self, thread: usize) {
        let process = &self.processes[self.threads[thread].process];
        let queues = &self.queues;
        match process.pick(|queue| queues.has_jobs(queue), &mut self.chance) {
            Some(queue) => self.take(thread, queue),
            None => self.idle.push_back(thread),
        }
    }

    fn take(&mut self, thread: usize, queue: usize) {
        self.queues.take(queue);
        if self.outcome.emptied.is_none() && self.queues.are_empty() && self.now >= self.settled {
            self.outcome.emptied = Some(self.now);
        }
        let mut job = (self.job)(queue);
        // Time must go on.
        job.before = job.before.max(1);
        let own = &mut self.threads[thread];
        own.queue = queue;
        own.job = job;
        own.queries_done = 0;
        self.enter(thread, Phase::Fetch);
    }

    fn core_is_done(&mut self, thread: usize) {
        let Thread {
            process, job, phase, ..
        } = self.threads[thread];
        if matches!(job.need(phase), Need::Ruby(_))
            && let Some(next) = self.locks[process].give_back()
            && let Need::Ruby(time) = self.threads[next].job.need(self.threads[next].phase)
        {
            self.cores.start(next, time);
        }
        self.go_on(thread);
    }

    /// Begins a phase, or the first after it that takes anything.
    fn enter(&mut self, thread: usize, phase: Phase) {
        let now = self.now;
        let own = &mut self.threads[thread];
        own.phase = phase;
        own.since = now;
        own.queries_done += u32::from(phase == Phase::QueryRuby);
        let process = own.process;
        match own.job.need(phase) {
            Need::Nothing => self.go_on(thread),
            Need::Time(time) => self.timers.push(Reverse((now + time, thread))),
            Need::Core(time) => self.cores.start(thread, time),
            Need::Ruby(time) => {
                if self.locks[process].take(thread) {
                    self.cores.start(thread, time);
                }
            }
            Need::Connection => {
                if self.pools[process].take(thread) {
                    self.go_on(thread);
                }
            }
        }
    }

    fn go_on(&mut self, thread: usize) {
        let own = &self.threads[thread];
        match own.job.after(own.phase, own.queries_done) {
            Some(phase) => self.enter(thread, phase),
            None => self.end(thread),
        }
    }

    fn end(&mut self, thread: usize) {
        let Thread {
            process, queue, job, ..
        } = self.threads[thread];
        self.outcome.done[queue] += 1;
        self.outcome.finished = self.now;
        // Rails keeps a connection until the job is done.
        if job.queries > 0
            && let Some(next) = self.pools[process].give_back()
        {
            let is_late = self.now - self.threads[next].since > CONNECTION_TIMEOUT;
            self.outcome.without_connection += usize::from(is_late);
            self.go_on(next);
        }
        self.fetch(thread);
    }
}
