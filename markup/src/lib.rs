//! HTML as data, and parts of it that know nothing of Mastodon: numbers as people read them, bars, bands, curves.

pub mod band;
pub mod bar;
pub mod curve;
mod element;
pub mod number;

pub use element::{Element, Node, el, el_of, written};
