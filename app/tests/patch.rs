//! In a browser: a place changes from one markup to the next, and nobody loses what is open or has the focus.

#![cfg(target_arch = "wasm32")]
#![expect(clippy::unwrap_used, reason = "clippy takes a test in a browser for no test")]

use app::ui::markup::{Element, Node, el, el_of, written};
use app::ui::patch::Place;
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Document, Element as Dom, HtmlElement, HtmlInputElement, HtmlSelectElement};

wasm_bindgen_test_configure!(run_in_browser);

fn document() -> Document {
    web_sys::window().unwrap().document().unwrap()
}

fn nodes(elements: &[Element]) -> Vec<Node> {
    elements.iter().cloned().map(Node::Element).collect()
}

/// A new element of the page, with this in it.
fn written_to_the_page(elements: &[Element]) -> Dom {
    let dom = document().create_element("div").unwrap();
    dom.set_inner_html(&written(&nodes(elements)));
    document().body().unwrap().append_child(&dom).unwrap();
    dom
}

fn change(dom: &Dom, before: &[Element], now: &[Element]) {
    let mut place = Place::new(dom.clone(), nodes(before));
    place.want(nodes(now));
    place.finish();
}

/// As if it had been written anew, whatever the order of attributes.
fn assert_shows(dom: &Dom, now: &[Element]) {
    let fresh = document().create_element("div").unwrap();
    fresh.set_inner_html(&written(&nodes(now)));
    assert!(
        dom.is_equal_node(Some(&fresh)),
        "{}\n{}",
        dom.inner_html(),
        fresh.inner_html()
    );
}

fn find(dom: &Dom, selector: &str) -> Dom {
    dom.query_selector(selector).unwrap().expect(selector)
}

fn row(name: &'static str, value: &'static str) -> Element {
    let summary = el("summary").text(name);
    el_of("details", "row")
        .key(name)
        .with(summary)
        .with(el("p").text(value))
}

/// Names of the rows that are open.
fn open(dom: &Dom) -> Vec<String> {
    let all = dom.query_selector_all("details[open] > summary").unwrap();
    (0..all.length())
        .map(|index| all.get(index).unwrap().text_content().unwrap())
        .collect()
}

#[wasm_bindgen_test]
fn every_markup_becomes_every_other() {
    let text = |words: &'static str| el("p").text(words);
    let picture = |parts: &[&'static str]| {
        let parts = parts.iter().map(|part| el_of("rect", part).attr("x", "1"));
        el_of("svg", "picture").attr("width", "9").with_all(parts)
    };
    let table = |cells: &[&'static str]| {
        let rows = cells.iter().map(|cell| el("tr").with(el("td").text(*cell)));
        el("table").with(el("tbody").with_all(rows))
    };
    let markups = [
        vec![],
        vec![text("a")],
        vec![text("b"), text("")],
        vec![el("p").with(el("b").text("x")).text("a & <b>").with(el("b"))],
        vec![el("p").text("a & <b>").with(el("b").text("y"))],
        vec![el("p").attr("title", "\"t\"").attr("id", "one")],
        vec![
            el("p").attr("id", "two"),
            el("p").attr("id", "one").attr("lang", "en"),
        ],
        vec![picture(&["a", "b"]), table(&["1", "2", "3"])],
        vec![table(&["2"]), picture(&["b", "c", "a"]), text("a")],
        vec![row("a", "1"), row("b", "2"), row("c", "3")],
        vec![row("c", "3"), row("a", "4")],
        vec![el("pre").text("\n\nx")],
    ];
    for before in &markups {
        for now in &markups {
            let dom = written_to_the_page(before);
            change(&dom, before, now);
            assert_shows(&dom, now);
        }
    }
}

#[wasm_bindgen_test]
fn what_is_open_stays_open_when_something_comes_before_it() {
    let before = [el_of("section", "numbers").with(row("a", "1"))];
    let now = [
        el_of("section", "findings"),
        el_of("section", "numbers").with(row("a", "2")),
    ];
    let dom = written_to_the_page(&before);
    find(&dom, "details").set_attribute("open", "").unwrap();
    change(&dom, &before, &now);
    assert_eq!(open(&dom), ["a"]);
    assert_eq!(find(&dom, "details p").text_content().as_deref(), Some("2"));
}

#[wasm_bindgen_test]
fn in_a_list_that_changes_in_the_middle_the_row_of_a_name_stays_open() {
    let list = |names: &[&'static str]| vec![el("div").with_all(names.iter().map(|name| row(name, "1")))];
    let before = list(&["a", "b", "c"]);
    let dom = written_to_the_page(&before);
    for details in [1, 3] {
        let selector = format!("details:nth-child({details})");
        find(&dom, &selector).set_attribute("open", "").unwrap();
    }
    let mut place = Place::new(dom.clone(), nodes(&before));
    for (names, still_open) in [
        (&["a", "x", "b", "c"][..], &["a", "c"][..]),
        (&["a", "c"], &["a", "c"]),
        (&["b", "c", "d"], &["c"]),
    ] {
        place.want(nodes(&list(names)));
        place.finish();
        assert_eq!(open(&dom), still_open, "{names:?}");
    }
}

#[wasm_bindgen_test]
fn the_focus_stays_where_it_is() {
    let link = |id: &'static str, href: &'static str| el("a").attr("id", id).attr("href", href).text(id);
    let before = [
        el("p").with(link("first", "#1")),
        el("p").with(link("second", "#1")),
    ];
    let now = [
        el("p").with(link("new", "#2")).with(link("first", "#2")),
        el("p").with(link("second", "#2")),
    ];
    for id in ["first", "second"] {
        let dom = written_to_the_page(&before);
        find(&dom, &format!("#{id}"))
            .unchecked_into::<HtmlElement>()
            .focus()
            .unwrap();
        change(&dom, &before, &now);
        assert_eq!(document().active_element().unwrap().id(), id);
        dom.remove();
    }
}

#[wasm_bindgen_test]
fn a_text_that_somebody_typed_gives_way_to_another() {
    let input = |text: &'static str| [el("input").attr("type", "text").attr("value", text)];
    let dom = written_to_the_page(&input("a"));
    let held: HtmlInputElement = find(&dom, "input").unchecked_into();
    held.set_value("typed");
    change(&dom, &input("a"), &input("b"));
    assert_eq!(held.value(), "b");
    held.set_value("typed again");
    change(&dom, &input("b"), &input("b"));
    assert_eq!(held.value(), "typed again");
}

#[wasm_bindgen_test]
fn what_somebody_chose_gives_way_to_another_choice() {
    let one_of = |tag: &'static str, flag: &'static str, chosen: &'static str| {
        let option = move |name: &'static str| {
            let option = el(tag).attr("value", name).key(name);
            let option = if tag == "input" {
                option.attr("type", "radio").attr("name", "one")
            } else {
                option
            };
            option.attr_if(flag, (name == chosen).then_some(""))
        };
        let parent = if tag == "option" { "select" } else { "div" };
        [el(parent).with_all(["a", "b", "c"].map(option))]
    };
    let options = |chosen| one_of("option", "selected", chosen);
    let dom = written_to_the_page(&options("a"));
    let select: HtmlSelectElement = find(&dom, "select").unchecked_into();
    select.set_value("b");
    for (before, now) in [("a", "c"), ("c", "a"), ("a", "b")] {
        change(&dom, &options(before), &options(now));
        assert_eq!(select.value(), now, "{before}");
    }

    let buttons = |chosen| one_of("input", "checked", chosen);
    let dom = written_to_the_page(&buttons("a"));
    let button = |name: &str| -> HtmlInputElement { find(&dom, &format!("[value={name}]")).unchecked_into() };
    button("b").set_checked(true);
    for (before, now) in [("a", "c"), ("c", "a"), ("a", "b")] {
        change(&dom, &buttons(before), &buttons(now));
        let checked = ["a", "b", "c"].map(|name| button(name).checked());
        assert_eq!(checked, ["a", "b", "c"].map(|name| name == now), "{before}");
    }
}

#[wasm_bindgen_test]
fn a_box_that_somebody_ticked_is_ticked_no_more() {
    let box_of =
        |checked: Option<&'static str>| [el("input").attr("type", "checkbox").attr_if("checked", checked)];
    let (on, off) = (box_of(Some("")), box_of(None));
    let dom = written_to_the_page(&off);
    let held: HtmlInputElement = find(&dom, "input").unchecked_into();
    held.set_checked(true);
    change(&dom, &off, &on);
    assert!(held.checked());
    change(&dom, &on, &off);
    assert!(!held.checked());
}

#[wasm_bindgen_test]
fn parts_of_a_picture_are_parts_of_a_picture() {
    let picture = |parts: &[&'static str]| [el("svg").with_all(parts.iter().map(|part| el_of("rect", part)))];
    let (before, now) = (picture(&["a", "c"]), picture(&["a", "b", "c"]));
    let dom = written_to_the_page(&before);
    change(&dom, &before, &now);
    let namespace = find(&dom, ".b").namespace_uri();
    assert_eq!(namespace.as_deref(), Some("http://www.w3.org/2000/svg"));
}

#[wasm_bindgen_test]
fn what_is_wanted_later_overtakes_what_is_half_done() {
    let lines =
        |words: &[&'static str]| -> Vec<Element> { words.iter().map(|word| el("p").text(*word)).collect() };
    let before = lines(&["a", "b", "c", "d"]);
    for steps in 0..=5 {
        let dom = written_to_the_page(&before);
        let mut place = Place::new(dom.clone(), nodes(&before));
        place.want(nodes(&lines(&["1", "2", "3", "4", "5"])));
        for _ in 0..steps {
            place.step();
        }
        let latest = lines(&["x", "b", "y"]);
        place.want(nodes(&latest));
        place.finish();
        assert_shows(&dom, &latest);
    }
}
