//! Sizes a Mastodon server: a [`Spec`] in, a [`Plan`] with its [`Finding`]s out.
//!
//! Pure: no clock, no randomness, no input or output, no floating point.

pub mod field;
pub mod finding;
pub mod input;
pub mod plan;
pub mod problem;
pub mod raw;
pub mod rule;
pub mod schema;
pub mod spec;
pub mod unit;
pub mod versions;

pub use input::FIELDS;
pub use plan::Plan;
pub use raw::Raw;
pub use spec::Spec;
