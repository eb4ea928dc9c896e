//! The way back from a `howdah.yaml` to the questions.

use leptos::prelude::*;

use crate::state::{Loaded, Wizard};
use crate::ui::markup::{Element, el, el_of};

/// The control that `browser::load` hears of.
pub(crate) const ID: &str = "load";

pub(super) fn control() -> Vec<Element> {
    let label = el("label")
        .attr("for", ID)
        .text("Have a howdah.yaml? Choose it, or drop it on the page. It stays in this browser.");
    let input = el("input")
        .attr("type", "file")
        .attr("id", ID)
        .attr("accept", ".yaml,.yml,.json");
    let without = el_of("p", "step-more without-script")
        .text("A howdah.yaml is read here by the page's script. Without it, the command makes the files of one: ")
        .with(el("code").text("howdah bundle howdah.yaml"));
    vec![el_of("p", "load with-script").with(label).with(input), without]
}

/// How it ended.
pub(super) fn outcome(wizard: Wizard) -> Option<Element> {
    let note = |role| el_of("div", "note").attr("role", role);
    match wizard.loaded.get()? {
        Loaded::OutOfReach => Some(
            note("alert")
                .text("What reads a howdah.yaml did not come: the network is away, or something blocks it."),
        ),
        Loaded::Read {
            name,
            is_understood,
            problems,
        } => {
            let words = match (is_understood, problems.is_empty()) {
                (false, _) => " could not be read. Your answers are as they were.",
                (true, true) => " is loaded: the answers are those of the file.",
                (true, false) => " is loaded, without what could not be understood:",
            };
            let problems = problems.into_iter().map(|problem| el("li").text(problem));
            let list = el("ul").attr("role", "list").with_all(problems);
            let words = el("p").with(el("code").text(name)).text(words);
            Some(note("status").with(words).with(list))
        }
    }
}
