//! The page itself, which only the server writes.

use leptos::prelude::*;
use markup::{Element, Node, el, el_of, written};
use planner::rule::{Rule, Source};

use crate::mark::mark;
use crate::ui::basis::basis;

/// What is below `<body>`.
pub(crate) fn page() -> impl IntoView {
    let rules: Vec<_> = planner::rules()
        .map(|rule| Node::Element(article(rule)))
        .collect();
    view! {
        <header class="top">
            <a class="brand" href="/">{mark()}<span>"Howdah"</span></a>
        </header>
        <main class="rules">
            <h1>"Every rule"</h1>
            <p>
                "What numbers and findings rest on: the rule, how we know it, and where it is written. "
                "A plan shows each with its own numbers put in."
            </p>
            <div class="rules-all" inner_html=written(&rules)></div>
        </main>
    }
}

fn article(rule: &Rule) -> Element {
    el_of("article", "rule")
        .attr("id", rule.id)
        .with(el("h2").text(rule.title))
        .with(el("p").with(basis(rule.basis.name())))
        .with(told(rule))
}

/// What `start.js` takes from here.
fn told(rule: &Rule) -> Element {
    let sources = el_of("ul", "rule-sources")
        .attr("role", "list")
        .attr("aria-label", "Sources")
        .with_all(rule.sources.iter().map(source));
    let sources = (!rule.sources.is_empty()).then_some(sources);
    el_of("div", "rule-told")
        .with(el("p").text(rule.rationale))
        .with_all(sources)
}

fn source(source: &Source) -> Element {
    let link = el("a")
        .attr("href", source.url)
        .attr("rel", "noreferrer")
        .text(source.title);
    el("li").with(link)
}
