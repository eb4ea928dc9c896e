//! What becomes of a site: the plans for more of its users, and how far each host goes.
//!
//! Not part of [`plan`](crate::plan()), which runs at each press of a key.

mod growth;
mod reach;
mod sizes;

pub use growth::{Stage, growth};
pub use reach::{Reach, reach};
pub use sizes::Size;
