//! The way back from a `howdah.yaml` to the questions. `start.js` hears of the file, so that the page's module need not know of files.

use crate::ui::markup::{Element, el, el_of};

pub(super) fn control() -> Vec<Element> {
    let label = el("label")
        .attr("for", "load")
        .text("Have a howdah.yaml? Choose it, or drop it on the page. It stays in this browser.");
    let input = el("input")
        .attr("type", "file")
        .attr("id", "load")
        .attr("accept", ".yaml,.yml,.json");
    let without = el_of("p", "step-more without-script")
        .text("A howdah.yaml is read here by the page's script. Without it, the command makes the files of one: ")
        .with(el("code").text("howdah bundle howdah.yaml"));
    vec![el_of("p", "load with-script").with(label).with(input), without]
}

/// Where it is told how that ended.
pub(super) fn outcome() -> Element {
    el_of("div", "note loaded")
        .attr("id", "loaded")
        .attr("role", "status")
}
