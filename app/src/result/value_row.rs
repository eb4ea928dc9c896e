//! One value with its reason: rule, working, how we know, sources.

use markup::number::grouped_in;
use markup::{Element, el, el_of};
use planner::rule::{Rule, Shown};

use crate::rules::href;
use crate::ui::basis::basis;

/// Letters of a value that has room in one line on any screen. Our judgement: an amount of memory has nine.
const SHORT: usize = 12;

/// A line that opens to its reason.
pub(super) fn value_row(shown: &Shown<'_>) -> Element {
    let name = el_of("span", "value-row-name");
    if is_setting(&shown.name) {
        row(
            shown,
            [
                name.with(el("code").text(shown.name.clone())),
                value(shown.value.clone()),
            ],
        )
    } else {
        row(
            shown,
            [name.text(shown.name.clone()), value(grouped_in(&shown.value))],
        )
    }
}

/// As [`value_row`], for a part of a whole that a picture shows: first the mark that the part has in the
/// picture, last its share of the whole.
pub(super) fn marked_row(shown: &Shown<'_>, mark: Element, share: String) -> Element {
    let name = el_of("span", "value-row-name").text(shown.name.clone());
    let share = el_of("span", "value-row-share").text(share);
    row(shown, [mark, name, value(shown.value.clone()), share])
}

fn value(text: String) -> Element {
    // An amount stays with its unit.
    let is_short = text.chars().count() <= SHORT;
    el_of("span", "value-row-value")
        .attr_if("data-short", is_short.then_some(""))
        .text(text)
}

fn row<const N: usize>(shown: &Shown<'_>, parts: [Element; N]) -> Element {
    let summary = el("summary")
        .with_all(parts)
        .with(el_of("span", "value-row-why").text("Why"));
    el_of("details", "value-row")
        .key(shown.name.clone())
        .with(summary)
        .with(reason(shown.rule, Some(working(shown))))
}

/// The server writes it. A browser has another module tell it anew, by its key.
fn working(shown: &Shown<'_>) -> Element {
    let place = el_of("p", "reason-working").attr("data-of", shown.key());
    if cfg!(feature = "ssr") {
        place.text(grouped_in(shown.working))
    } else {
        place.as_written()
    }
}

/// Why a number or a finding is what it is. What the rule says is not here: few open it, and everybody would load it.
pub(super) fn reason(rule: &'static Rule, working: Option<Element>) -> Element {
    let title = el("a").attr("href", href(rule)).text(rule.title);
    // `start.js` fetches the rule's words and adds them here, when somebody opens it.
    let told = el_of("div", "reason-rule")
        .attr("data-rule", rule.id)
        .with(el("p").with(basis(rule.basis.name())).text(" ").with(title));
    el_of("div", "reason").with_all(working).with(told)
}

/// Whether a name is one that a program reads, such as `max_connections`, and not a word of ours.
fn is_setting(name: &str) -> bool {
    let has_upper = name.chars().any(char::is_uppercase);
    let has_lower = name.chars().any(char::is_lowercase);
    !name.contains(' ') && (name.contains('_') || !(has_upper && has_lower))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_programs_read_are_told_from_words() {
        for setting in ["max_connections", "WEB_CONCURRENCY", "jit", "vm.nr_hugepages"] {
            assert!(is_setting(setting), "{setting}");
        }
        for word in ["Jobs a day", "PostgreSQL", "Memory", "main: save"] {
            assert!(!is_setting(word), "{word}");
        }
    }
}
