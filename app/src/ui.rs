//! Parts that know nothing of Mastodon: controls, bars, buttons.

pub mod bar;
pub mod basis;
pub mod copy;
pub mod field;
pub mod hidden;
pub mod icon;
pub mod markup;
pub mod number;
pub mod patch;
pub mod shown;
pub(crate) mod turns;
