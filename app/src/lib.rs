//! The wizard's screens: rendered by the server, made live in the browser.
//!
//! The state is the page's URL. The server passes it in, the browser reads its own.

#![recursion_limit = "256"]
#![expect(clippy::needless_pass_by_value, reason = "component props are owned")]

pub mod address;
mod browser;
#[cfg(feature = "hydrate")]
mod hydrate;
mod location;
mod mark;
#[cfg(feature = "ssr")]
mod page;
pub mod result;
pub mod ui;
pub mod wizard;

pub use location::Location;
#[cfg(feature = "ssr")]
pub use page::{Page, render};
pub use wizard::App;

/// The document's title at a step.
fn title(step: &wizard::Step) -> String {
    if step.slug.is_empty() {
        "Howdah: a Mastodon server's configuration".to_owned()
    } else {
        format!("{} · Howdah", step.title)
    }
}
