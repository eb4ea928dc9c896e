//! One step as a form. Without script it is sent to the next step; with it, every change is heard here.

use leptos::ev::{self, Event};
use leptos::prelude::*;
use planner::field::Field;
use wasm_bindgen::JsCast;
use web_sys::Element as Dom;

use super::{around, ask, load, problems};
use crate::address::{VIEW, View};
use crate::answers::given;
use crate::browser::{address_bar, focus, typing};
use crate::result;
use crate::state::Wizard;
use crate::steps::{Step, step_of};
use crate::ui::hidden::hidden;
use crate::ui::markup::{Element, el, el_of};

const FORM: &str = ".step-form";

/// The questions, and what stands around them.
pub(super) fn step(wizard: Wizard) -> Vec<Element> {
    let step = wizard.step();
    let heading = el("h1")
        .attr("id", "step-heading")
        .attr("tabindex", "-1")
        .text(step.heading);
    let mut parts = vec![
        load::outcome(),
        el_of("div", "step-notes").with_all(notes(wizard)),
        heading,
        el_of("p", "step-why").text(step.why),
        el_of("div", "step-part").with_all(around::before(wizard, step)),
    ];
    if step.fields().next().is_some() {
        parts.push(questions(wizard, step));
    }
    parts.push(el_of("div", "step-part").with_all(around::after(wizard, step)));
    parts.push(result::jump(wizard));
    // Each step's are its own: nothing is open or has the focus because it was on the step before.
    parts.into_iter().map(|part| part.key(step.path)).collect()
}

/// From here on the page follows what its form hears.
pub(super) fn hear(wizard: Wizard) {
    window_event_listener(ev::input, move |event| {
        if is_of_form(&event) {
            typing::hear(wizard, &event);
        }
    });
    window_event_listener(ev::change, move |event| {
        if is_of_form(&event) {
            focus::after_press(move || address_bar::end_edit(wizard));
        }
    });
    window_event_listener(ev::submit, move |event| {
        if is_of_form(&event) {
            event.prevent_default();
            go_on(wizard);
        }
    });
}

fn is_of_form(event: &Event) -> bool {
    let target = event.target();
    let target = target.as_ref().and_then(JsCast::dyn_ref::<Dom>);
    target.is_some_and(|target| matches!(target.closest(FORM), Ok(Some(_))))
}

fn notes(wizard: Wizard) -> impl Iterator<Item = Element> {
    let notes = [problems::summary(wizard), problems::unknown(wizard)];
    notes.into_iter().flatten()
}

fn questions(wizard: Wizard, step: &'static Step) -> Element {
    el_of("form", "step-form")
        .attr("data-step", step.path)
        .attr("method", "get")
        .attr("action", step.onward().unwrap_or(step).path)
        .attr("novalidate", "")
        .with(fields(wizard, step, false))
        .with_all(more(wizard, step))
        .with(el_of("div", "carried").with_all(carried(wizard, step)))
        .with(el_of("div", "step-buttons").with_all(onward(step)))
}

fn fields(wizard: Wizard, step: &'static Step, seldom: bool) -> Element {
    let mut fields = el_of("div", "fields");
    for field in step.fields() {
        if field.is_seldom() == seldom && wizard.is_asked(field) {
            fields = fields.with(ask::ask(wizard, field));
        }
    }
    fields
}

/// Fields that most people leave alone, folded away unless one of them has been used.
fn more(wizard: Wizard, step: &'static Step) -> Option<Element> {
    step.fields().find(|field| field.is_seldom())?;
    let is_used = wizard.has_used_more.get().then_some("");
    let more = el_of("details", "more")
        .attr_if("open", is_used)
        .with(el("summary").text("More"))
        .with(fields(wizard, step, true));
    Some(more)
}

/// The answers to questions that are not on this screen, so that a form without script loses nothing.
fn carried(wizard: Wizard, step: &'static Step) -> Vec<Element> {
    let is_here = |path: &str| {
        let is_asked = |field: &Field| wizard.is_asked(field);
        step.fields()
            .any(|field| field.path(0) == path && is_asked(field))
    };
    let mut carried = given(&wizard.answers());
    carried.retain(|(path, _)| !is_here(path));
    let view = wizard.address().view;
    if view != View::default() {
        carried.push((VIEW.to_owned(), view.name().to_owned()));
    }
    hidden(carried)
}

fn onward(step: &'static Step) -> Vec<Element> {
    let Some(next) = step.onward() else {
        return Vec::new();
    };
    let words = if next.is_last() {
        "Show the result".to_owned()
    } else {
        format!("Next: {}", next.title)
    };
    let button = |class| el_of("button", class).attr("type", "submit");
    vec![
        button("button").attr("data-kind", "main").text(words),
        button("button without-script")
            .attr("formaction", step.path)
            .text("Update the result"),
    ]
}

fn go_on(wizard: Wizard) {
    typing::settle(wizard);
    wizard.has_typed();
    let (step, problems) = untrack(|| (wizard.step(), wizard.problems()));
    if problems
        .iter()
        .any(|problem| step_of(step, &problem.about) == Some(step))
    {
        wizard.has_tried.set(true);
        focus::focus_soon(problems::ID);
    } else if let Some(next) = step.onward() {
        address_bar::go(wizard, untrack(|| wizard.address_of(next)), None);
    }
}
