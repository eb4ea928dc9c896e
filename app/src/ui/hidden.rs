//! Answers that a form carries along unseen.

use markup::{Element, el};

/// Pairs of name and value as hidden inputs.
pub fn hidden(answers: Vec<(String, String)>) -> Vec<Element> {
    let inputs = answers.into_iter().map(|(name, value)| {
        el("input")
            .attr("type", "hidden")
            .attr("name", name)
            .attr("value", value)
    });
    inputs.collect()
}
