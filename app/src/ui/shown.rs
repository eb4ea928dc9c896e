//! A place on the page whose content follows from signals.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::html;
use leptos::prelude::*;

use super::markup::{Element, Node, written};
use super::patch::Place;
use super::turns;

pub fn shown(class: &'static str, content: impl Fn() -> Vec<Element> + 'static) -> impl IntoView {
    // One type for all contents, so that what follows is compiled once.
    shown_of(class, Box::new(content))
}

fn shown_of(class: &'static str, content: Box<dyn Fn() -> Vec<Element>>) -> impl IntoView {
    let dom = NodeRef::<html::Div>::new();
    let first = nodes(untrack(&content));
    let html = written(&first);
    // What the place has at first, whatever has changed before the effect runs.
    let mut first = Some(first);
    let mut place = None;
    // Effects run in the browser only.
    Effect::new(move |_| {
        let now = nodes(content());
        if let (Some(dom), Some(first)) = (dom.get(), first.take()) {
            place = Some(Rc::new(RefCell::new(Place::new(dom.into(), first))));
        }
        if let Some(place) = &place {
            place.borrow_mut().want(now);
            turns::change(place);
        }
    });
    view! { <div class=class node_ref=dom inner_html=html></div> }
}

fn nodes(elements: Vec<Element>) -> Vec<Node> {
    elements.into_iter().map(Node::Element).collect()
}
