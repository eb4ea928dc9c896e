//! A place on the page whose content follows from signals.

use std::cell::RefCell;
use std::fmt::Debug;
use std::rc::Rc;

use leptos::prelude::*;

use super::markup::{Element, Node, written};
use super::patch::Place;
use super::turns;

/// What a page shows of a state, in the one element of a class.
#[derive(Debug)]
pub struct Shown<State: 'static> {
    pub class: &'static str,
    pub content: fn(State) -> Vec<Element>,
}

impl<State: Copy + Debug + 'static> Shown<State> {
    fn nodes(&self, state: State) -> Vec<Node> {
        (self.content)(state).into_iter().map(Node::Element).collect()
    }

    /// What the server writes there.
    pub fn html(&self, state: State) -> String {
        written(&untrack(|| self.nodes(state)))
    }

    /// From here on the browser keeps it up to date. What is there is what the server wrote for the same state.
    pub fn keep(&'static self, state: State) {
        let Ok(Some(dom)) = document().query_selector(&format!(".{}", self.class)) else {
            return;
        };
        let first = untrack(|| self.nodes(state));
        let place = Rc::new(RefCell::new(Place::new(dom, first)));
        Effect::new(move |_| {
            let now = self.nodes(state);
            place.borrow_mut().want(now);
            turns::change(&place);
        });
    }
}
