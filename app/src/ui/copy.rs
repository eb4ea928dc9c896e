//! A button that puts a text of the page on the clipboard, and says so.
//!
//! It names what it copies; `browser::copy` hears the click and does it.

use markup::{Element, el, el_of};

/// The button's attribute with the identifier of the element whose text is copied.
pub const TEXT_OF: &str = "data-copy";
/// The button's attribute with an address of this site that is copied in full.
pub const ADDRESS: &str = "data-copy-address";

/// How it ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Copied {
    Done,
    /// The browser does not allow it. What is on the page can be selected.
    Refused,
}

/// `what` completes "Copy", for readers aloud.
pub fn copy_text(what: &str, id: String, copied: Option<Copied>) -> Element {
    button(what, copied).attr(TEXT_OF, id)
}

pub fn copy_address(what: &str, href: String, copied: Option<Copied>) -> Element {
    button(what, copied).attr(ADDRESS, href)
}

fn button(what: &str, copied: Option<Copied>) -> Element {
    el_of("button", "copy button with-script")
        .attr("type", "button")
        .with(el("span").attr("aria-live", "polite").text(match copied {
            None => "Copy",
            Some(Copied::Done) => "Copied",
            Some(Copied::Refused) => "Not copied",
        }))
        .with(el_of("span", "unseen").text(format!(" {what}")))
}
