//! One value with its reason: rule, working, how we know, sources.

use leptos::prelude::*;
use planner::rule::{Rule, Shown};

use crate::ui::number::grouped_in;

/// A line that opens to its reason.
pub(super) fn value_row(shown: &Shown<'_>) -> AnyView {
    marked_row(shown, None, None)
}

/// As [`value_row`], with what ties it to a picture before and its share behind.
pub(super) fn marked_row(shown: &Shown<'_>, mark: Option<AnyView>, share: Option<String>) -> AnyView {
    let (name, value) = if is_setting(&shown.name) {
        (
            view! { <code>{shown.name.clone()}</code> }.into_any(),
            shown.value.clone(),
        )
    } else {
        (shown.name.clone().into_any(), grouped_in(&shown.value))
    };
    view! {
        <details class="value-row">
            <summary>
                {mark}
                <span class="value-row-name">{name}</span>
                <span class="value-row-value">{value}</span>
                {share.map(|share| view! { <span class="value-row-share">{share}</span> })}
                <span class="value-row-why">"Why"</span>
            </summary>
            {reason(shown.rule, Some(shown.working))}
        </details>
    }
    .into_any()
}

/// Why a number or a finding is what it is.
pub(super) fn reason(rule: &'static Rule, working: Option<&str>) -> AnyView {
    let sources = rule.sources.iter().map(|source| {
        view! { <li><a href=source.url rel="noreferrer">{source.title}</a></li> }
    });
    let working = working
        .map(grouped_in)
        .map(|working| view! { <p class="reason-working">{working}</p> });
    view! {
        <div class="reason">
            {working}
            <p><strong>{rule.title}"."</strong>" "{rule.rationale}</p>
            <div class="reason-basis">
                <span class="basis" data-basis=rule.basis.name()>{rule.basis.name()}</span>
                <ul role="list" aria-label="Sources">{sources.collect_view()}</ul>
            </div>
        </div>
    }
    .into_any()
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
        for setting in [
            "max_connections",
            "WEB_CONCURRENCY",
            "jit",
            "vm.nr_hugepages",
            "LimitNOFILE_",
        ] {
            assert!(is_setting(setting), "{setting}");
        }
        for word in ["Jobs a day", "PostgreSQL", "Memory", "main: save"] {
            assert!(!is_setting(word), "{word}");
        }
    }
}
