//! What becomes of the site. The server writes it; a browser has a worker write it anew.

use markup::{Element, el_of};
use planner::Plan;

/// Where it stands, for `start.js` too.
const ID: &str = "outlook";

fn empty() -> Element {
    el_of("div", "outlook").attr("id", ID).attr("aria-live", "polite")
}

#[cfg(feature = "ssr")]
pub(super) fn place(plan: &Plan) -> Element {
    empty().with_all(outlook::content(plan))
}

#[cfg(not(feature = "ssr"))]
pub(super) fn place(_: &Plan) -> Element {
    empty().as_written()
}
