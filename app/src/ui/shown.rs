//! A place on the page whose content follows from signals.

use leptos::html;
use leptos::prelude::*;

use super::markup::{Element, Node, written};
use super::patch;

pub fn shown(class: &'static str, content: impl Fn() -> Vec<Element> + 'static) -> impl IntoView {
    // One type for all contents, so that what follows is compiled once.
    shown_of(class, Box::new(content))
}

fn shown_of(class: &'static str, content: Box<dyn Fn() -> Vec<Element>>) -> impl IntoView {
    let place = NodeRef::<html::Div>::new();
    let first = nodes(untrack(&content));
    let html = written(&first);
    // What the place has at first, whatever has changed before the effect runs.
    let mut shown = first;
    // Effects run in the browser only.
    Effect::new(move |_| {
        let now = nodes(content());
        if let Some(place) = place.get() {
            patch::children(&place, &shown, &now);
            shown = now;
        }
    });
    view! { <div class=class node_ref=place inner_html=html></div> }
}

fn nodes(elements: Vec<Element>) -> Vec<Node> {
    elements.into_iter().map(Node::Element).collect()
}
