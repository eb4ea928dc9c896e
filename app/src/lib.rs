//! The wizard's screens: rendered by the server, made live in the browser.
//!
//! The state is the page's URL. The server passes it in, the browser reads its own.

#[cfg(feature = "hydrate")]
mod hydrate;
mod location;
#[cfg(feature = "ssr")]
mod page;
pub mod wizard;

pub use location::Location;
#[cfg(feature = "ssr")]
pub use page::{Page, render};
pub use wizard::App;
