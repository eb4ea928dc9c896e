//! Values that people give as text: what is accepted, how it is read, and why something is not accepted.

pub mod choice;
pub mod text;

mod answer;
mod decimal;
mod kind;
mod number;
mod pattern;
mod punycode;
mod shape;

pub(crate) use answer::Answer;
pub use answer::Reason;
pub use kind::{Choice, Kind};
