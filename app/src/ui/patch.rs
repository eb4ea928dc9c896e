//! Changes a page from one markup to the next, touching only what differs: what is open stays open, and what has
//! the focus keeps it, also where lists grow or shrink in the middle.

use js_sys::Reflect;
use wasm_bindgen::JsCast;
use web_sys::{Element as Dom, Node as DomNode};

use super::markup::{Element, Node, written};

/// A place on the page: what it shows, and what it is to show.
#[derive(Debug)]
pub struct Place {
    dom: Dom,
    /// As it is in the DOM.
    shown: Vec<Node>,
    /// How many of those are as they are to be.
    done: usize,
    /// What is to follow them.
    wanted: std::vec::IntoIter<Node>,
}

impl Place {
    /// `shown` is what `dom` was written with.
    pub fn new(dom: Dom, shown: Vec<Node>) -> Self {
        Self {
            done: shown.len(),
            dom,
            shown,
            wanted: Vec::new().into_iter(),
        }
    }

    /// From now on this is to be shown. Nothing changes before the next step.
    pub fn want(&mut self, nodes: Vec<Node>) {
        self.done = 0;
        self.wanted = nodes.into_iter();
    }

    /// Brings one more child up to date, and tells whether that was the last.
    pub fn step(&mut self) -> bool {
        let Some(node) = self.wanted.next() else {
            remove(&self.dom, self.done, self.shown.len() - self.done);
            self.shown.truncate(self.done);
            return true;
        };
        let used = bring(&self.dom, self.done, &self.shown[self.done..], &node);
        self.shown.splice(self.done..self.done + used, [node]);
        self.done += 1;
        false
    }

    pub fn finish(&mut self) {
        while !self.step() {}
    }
}

/// Makes the child at `index` what `node` says, out of the next of its kind among `rest`, which stand from there on.
/// What stands before that one is gone. Returns how many of `rest` are used up.
fn bring(parent: &Dom, index: usize, rest: &[Node], node: &Node) -> usize {
    let Some(gone) = rest.iter().position(|old| is_same(old, node)) else {
        insert(parent, index, node);
        return 0;
    };
    remove(parent, index, gone);
    if rest[gone] != *node
        && let Some(dom) = child(parent, index)
    {
        change(&dom, &rest[gone], node);
    }
    gone + 1
}

/// Whether one becomes the other, instead of making place for it.
fn is_same(old: &Node, now: &Node) -> bool {
    match (old, now) {
        (Node::Text(_), Node::Text(_)) => true,
        (Node::Element(old), Node::Element(now)) => old.identity() == now.identity(),
        _ => false,
    }
}

fn change(dom: &DomNode, old: &Node, now: &Node) {
    match (old, now) {
        (Node::Element(old), Node::Element(now)) => {
            if let Some(dom) = dom.dyn_ref::<Dom>() {
                attributes(dom, old, now);
                children(dom, old.children(), now.children());
            }
        }
        (Node::Text(_), Node::Text(now)) => dom.set_node_value(Some(now)),
        _ => {}
    }
}

fn attributes(dom: &Dom, old: &Element, now: &Element) {
    for attribute in now.attributes() {
        if !old.attributes().contains(attribute) {
            let (name, value) = attribute;
            let _ = dom.set_attribute(name, value);
            hold(dom, name, Some(value));
        }
    }
    for (name, _) in old.attributes() {
        if !now.attributes().iter().any(|(kept, _)| kept == name) {
            let _ = dom.remove_attribute(name);
            hold(dom, name, None);
        }
    }
}

/// Once somebody has touched a control, its attributes are what it held at first, and its properties are what it holds.
fn hold(dom: &Dom, name: &str, value: Option<&str>) {
    let held = match name {
        "value" => value.unwrap_or_default().into(),
        "checked" | "selected" => value.is_some().into(),
        _ => return,
    };
    // It fails where an element has such an attribute and lets nobody set the property: none has.
    let _ = Reflect::set(dom, &name.into(), &held);
}

fn children(parent: &Dom, mut rest: &[Node], now: &[Node]) {
    match (rest, now) {
        (_, [Node::AsWritten]) => return,
        ([Node::AsWritten], _) => return write_unless_same(parent, now),
        _ => {}
    }
    for (index, node) in now.iter().enumerate() {
        rest = &rest[bring(parent, index, rest, node)..];
    }
    remove(parent, now.len(), rest.len());
}

/// Most often it is the same: then what has the focus keeps it.
fn write_unless_same(parent: &Dom, now: &[Node]) {
    let html = written(now);
    let Ok(other) = parent.clone_node() else { return };
    let other: Dom = other.unchecked_into();
    other.set_inner_html(&html);
    if !parent.is_equal_node(Some(&other)) {
        parent.set_inner_html(&html);
    }
}

/// The browser reads the HTML as content of `parent`, so that parts of pictures and tables become what they are there.
fn insert(parent: &Dom, index: usize, node: &Node) {
    let next = child(parent, index);
    let _ = parent.insert_adjacent_html("beforeend", &written(std::slice::from_ref(node)));
    if let (Some(next), Some(inserted)) = (next, parent.last_child()) {
        let _ = parent.insert_before(&inserted, Some(&next));
    }
}

fn remove(parent: &Dom, index: usize, count: usize) {
    for _ in 0..count {
        if let Some(gone) = child(parent, index) {
            let _ = parent.remove_child(&gone);
        }
    }
}

fn child(parent: &Dom, index: usize) -> Option<DomNode> {
    parent.child_nodes().get(u32::try_from(index).ok()?)
}
