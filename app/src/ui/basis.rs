//! How we know something, as a badge.

use markup::{Element, el_of};

pub fn basis(name: &'static str) -> Element {
    el_of("span", "basis").attr("data-basis", name).text(name)
}
