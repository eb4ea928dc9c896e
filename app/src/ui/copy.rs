//! A button that puts a text of the page on the clipboard, and says so.
//!
//! It names what it copies; `browser::copy` hears the click and does it.

use super::markup::{Element, el, el_of};

/// The button's attribute with the identifier of the element whose text is copied.
pub const TEXT_OF: &str = "data-copy";
/// The button's attribute with an address of this site that is copied in full.
pub const ADDRESS: &str = "data-copy-address";

/// `what` completes "Copy", for readers aloud.
pub fn copy_text(what: &str, id: String, is_done: bool) -> Element {
    button(what, is_done).attr(TEXT_OF, id)
}

pub fn copy_address(what: &str, href: String, is_done: bool) -> Element {
    button(what, is_done).attr(ADDRESS, href)
}

fn button(what: &str, is_done: bool) -> Element {
    el_of("button", "copy button with-script")
        .attr("type", "button")
        .with(
            el("span")
                .attr("aria-live", "polite")
                .text(if is_done { "Copied" } else { "Copy" }),
        )
        .with(el_of("span", "unseen").text(format!(" {what}")))
}
