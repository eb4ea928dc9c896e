//! Parts that know nothing of Mastodon: controls, buttons, what keeps a place up to date.

pub mod basis;
pub mod copy;
pub mod field;
pub mod hidden;
pub mod icon;
pub mod patch;
pub mod shown;
pub(crate) mod turns;
