//! The wizard's screens: rendered by the server, made live in the browser.
//!
//! The state is the page's URL. The server passes it in, the browser reads its own.

#![recursion_limit = "256"]
#![expect(clippy::needless_pass_by_value, reason = "component props are owned")]

pub mod address;
pub mod answers;
mod browser;
pub mod files;
#[cfg(feature = "hydrate")]
mod hydrate;
pub mod location;
#[cfg(feature = "ssr")]
mod mark;
#[cfg(feature = "ssr")]
mod page;
pub mod result;
pub mod rules;
pub mod state;
pub mod steps;
pub mod ui;
pub mod wizard;

pub use address::DOWNLOAD;
pub use location::Location;
#[cfg(feature = "ssr")]
pub use page::{Page, render};
pub use steps::RESULT;
