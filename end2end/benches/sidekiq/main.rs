//! The simulation beside real Sidekiq, for each layout: `cargo xtask measure sidekiq`.
//!
//! The machine must have little else to do: it is the real programs that are timed.

use std::collections::VecDeque;
use std::env;
use std::io;
use std::thread::available_parallelism;

use end2end::sidekiq::{Drained, Job, Process, with_servers};
use planner::simulation::{self, Outcome, Setting};

mod calibration;
mod layouts;
mod mix;
mod table;

use calibration::Constants;
use layouts::layouts;
use table::Row;

const JOBS: usize = 2_500;
const ROUNDS: usize = 3;

fn main() -> Result<(), String> {
    let rounds = env::args()
        .find_map(|argument| argument.parse().ok())
        .unwrap_or(ROUNDS);
    let cores = available_parallelism().map_err(|error| error.to_string())?.get();
    let jobs = mix::jobs(JOBS);
    let layouts = layouts(cores);
    let (constants, measured) = with_servers(|servers| {
        let constants = Constants::measured(servers)?;
        let mut measured: Vec<Vec<Drained>> = vec![Vec::new(); layouts.len()];
        // In turn, so that a busy minute does not fall on one layout.
        for _ in 0..rounds {
            for (layout, runs) in layouts.iter().zip(&mut measured) {
                runs.push(servers.drain(&layout.processes, &jobs)?);
            }
        }
        Ok((constants, measured))
    })?;
    let rows = layouts.iter().zip(measured).map(|(layout, runs)| {
        let simulated = simulated(&layout.processes, &jobs, &constants, cores);
        Row::new(layout.name, runs, &simulated)
    });
    let rows: Vec<_> = rows.collect();
    let heading = format!("{} jobs, {cores} cores. {constants}", jobs.len());
    table::write(&mut io::stdout().lock(), &heading, &rows).map_err(|error| error.to_string())
}

fn simulated(processes: &[Process], jobs: &[Job], constants: &Constants, cores: usize) -> Outcome {
    let queues = mix::queues();
    let number = |name: &str| queues.iter().position(|&queue| queue == name).unwrap_or_default();
    let processes: Vec<_> = processes
        .iter()
        .map(|process| simulation::Process {
            threads: process.threads,
            pool: process.threads,
            queues: process
                .queues
                .iter()
                .map(|entry| match entry.split_once(',') {
                    Some((queue, weight)) => (number(queue), weight.parse().ok()),
                    None => (number(entry), None),
                })
                .collect(),
        })
        .collect();
    let mut waiting: Vec<VecDeque<_>> = vec![VecDeque::new(); queues.len()];
    for job in jobs {
        waiting[number(job.queue)].push_back(constants.simulated(job));
    }
    let setting = Setting {
        processes: &processes,
        millicores: cores as u64 * 1_000,
        arrivals: waiting.iter().map(|jobs| vec![0; jobs.len()]).collect(),
        until: u64::MAX >> 1,
        settled: 0,
        sample_every: u64::MAX >> 1,
        seed: 1,
    };
    simulation::run(setting, |queue| waiting[queue].pop_front().unwrap_or_default())
}
