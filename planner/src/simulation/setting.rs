//! What a run of the simulation is told, and what it tells.

use super::Micros;
use super::process::Process;
use super::queues::Length;

/// What is to be gone through.
#[derive(Clone, Debug)]
pub struct Setting<'a> {
    pub processes: &'a [Process],
    /// Thousandths of a core, for Sidekiq and its part of the database.
    pub millicores: u64,
    /// When the jobs of each queue come, in order.
    pub arrivals: Vec<Vec<Micros>>,
    /// No further than this.
    pub until: Micros,
    /// Queues that are empty before this do not count as emptied: few jobs may all be in hand at once.
    pub settled: Micros,
    /// How often the queues are looked at.
    pub sample_every: Micros,
    pub seed: u64,
}

/// How it went.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outcome {
    /// The queues at each look, the first at the start, as long as anything happens.
    pub samples: Vec<Vec<Length>>,
    /// When no job waited for the first time, once settled.
    pub emptied: Option<Micros>,
    /// When the last job was done.
    pub finished: Micros,
    /// Jobs done, of each queue.
    pub done: Vec<usize>,
    /// To the database, of each process, at once.
    pub connections: Vec<usize>,
    /// Jobs that waited too long for one.
    pub without_connection: usize,
}
