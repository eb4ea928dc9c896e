//! What becomes of a site: the plans for more of its users, and how far each host goes.
//!
//! Not part of [`plan`](crate::plan()), which runs at each press of a key.

mod cases;
mod growth;
mod reach;
mod sensitivity;
mod sizes;

pub use cases::{CASES, cases_that_fit};
pub use growth::{Stage, growth};
pub use reach::{Reach, reach};
pub use sensitivity::{Effect, Sensitivity, sensitivity};
pub use sizes::Size;
