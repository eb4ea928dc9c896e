//! What Sidekiq does with its jobs over time: a discrete-event simulation, apart from [`plan`](crate::plan()), since it
//! takes longer than a plan.
//!
//! Deterministic, in whole microseconds, with a seeded generator: the same on every machine and in every browser.

mod chance;
mod cores;
mod course;
mod day;
mod job;
mod process;
mod queues;
mod run;
mod setting;
mod told;
mod work;

pub use chance::Chance;
pub use course::{Course, HOURS, SAMPLES_PER_HOUR, Sample, Simulation, simulate};
pub use job::Job;
pub use process::Process;
pub use queues::Length;
pub use run::run;
pub use setting::{Outcome, Setting};
pub(crate) use told::RULE;
pub use told::Row;

/// Time, or work of a core, in microseconds.
pub type Micros = u64;
