//! Changes a page from one markup to the next, touching only what differs: open details stay open.

use wasm_bindgen::JsCast;
use web_sys::Element as Dom;

use super::markup::{Element, Node, written};

pub(super) fn children(parent: &Dom, before: &[Node], now: &[Node]) {
    if before == now || now == [Node::AsWritten] {
        return;
    }
    if before == [Node::AsWritten] {
        return write_unless_same(parent, now);
    }
    let have_one_shape = before.iter().zip(now).all(|pair| {
        matches!(
            pair,
            (Node::Element(_), Node::Element(_)) | (Node::Text(_), Node::Text(_))
        )
    });
    if !have_one_shape {
        parent.set_inner_html(&written(now));
        return;
    }
    for _ in now.len()..before.len() {
        if let Some(last) = parent.last_child() {
            let _ = parent.remove_child(&last);
        }
    }
    let mut place = parent.first_child();
    for (before, now) in before.iter().zip(now) {
        let Some(node) = place else { break };
        place = node.next_sibling();
        match (before, now) {
            (Node::Text(before), Node::Text(now)) if before != now => node.set_node_value(Some(now)),
            (Node::Element(before), Node::Element(now)) if before != now => {
                if let Some(dom) = node.dyn_ref::<Dom>() {
                    element(dom, before, now);
                }
            }
            _ => {}
        }
    }
    if now.len() > before.len() {
        let _ = parent.insert_adjacent_html("beforeend", &written(&now[before.len()..]));
    }
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

fn element(dom: &Dom, before: &Element, now: &Element) {
    if before.tag != now.tag || before.id() != now.id() {
        dom.set_outer_html(&now.to_string());
        return;
    }
    for (name, value) in &now.attributes {
        if !before.attributes.contains(&(name, value.clone())) {
            let _ = dom.set_attribute(name, value);
        }
    }
    for (name, _) in &before.attributes {
        if !now.attributes.iter().any(|(kept, _)| kept == name) {
            let _ = dom.remove_attribute(name);
        }
    }
    children(dom, &before.children, &now.children);
}
