//! Sizes a Mastodon server: a [`Spec`] in, a [`Plan`] with its [`Finding`](finding::Finding)s out.
//!
//! Pure: no clock, no randomness, no input or output, no floating point. clippy.toml holds it to that.

#![deny(clippy::float_arithmetic)]

mod check;
pub mod field;
pub mod finding;
pub mod input;
pub mod outlook;
pub mod plan;
pub mod problem;
pub mod raw;
mod reading;
pub mod rule;
mod rules;
pub mod simulation;
mod sizing;
mod sources;
pub mod spec;
#[cfg(test)]
mod testing;
pub mod tree;
pub mod unit;
pub mod value;
pub mod versions;

pub use input::FIELDS;
pub use plan::Plan;
pub use raw::Raw;
pub use rules::rules;
pub use simulation::simulate;
pub use spec::Spec;

/// Sizes everything for a Spec, from what users ask for down to what each program is told.
///
/// Every Spec has a plan. What does not fit is said in its findings.
pub fn plan(spec: &Spec) -> Plan {
    let mut plan = sizing::sized(spec);
    plan.findings = check::findings(&plan);
    plan
}
