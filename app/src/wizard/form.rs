//! One step as a form. Without script it is sent to the next step; with it, every change is heard here.

use leptos::ev::SubmitEvent;
use leptos::prelude::*;
use planner::field::{Field, Need};

use super::{around, ask, load, problems};
use crate::address::{VIEW, View};
use crate::answers::given;
use crate::browser::{address_bar, focus, typing};
use crate::state::Wizard;
use crate::steps::{Step, step_of};
use crate::ui::hidden::hidden;
use crate::ui::markup::{Element, el_of};
use crate::ui::shown::shown;

pub(crate) fn form(wizard: Wizard, step: &'static Step) -> impl IntoView {
    let has_questions = step.fields().next().is_some();
    view! {
        {load::outcome()}
        {shown("step-notes", move || notes(wizard))}
        <h1 id="step-heading" tabindex="-1">{step.heading}</h1>
        <p class="step-why">{step.why}</p>
        {shown("step-part", move || around::before(wizard, step))}
        {has_questions.then(|| questions(wizard, step))}
        {shown("step-part", move || around::after(wizard, step))}
    }
}

fn notes(wizard: Wizard) -> Vec<Element> {
    let notes = [problems::summary(wizard), problems::unknown(wizard)];
    notes.into_iter().flatten().collect()
}

fn questions(wizard: Wizard, step: &'static Step) -> impl IntoView {
    view! {
        <form
            class="step-form"
            data-step=step.path
            method="get"
            action=step.onward().unwrap_or(step).path
            novalidate
            on:input=move |event| typing::hear(wizard, &event)
            on:change=move |_| focus::after_press(move || address_bar::end_edit(wizard))
            on:submit=move |event| go_on(wizard, step, &event)
        >
            <div class="fields">{fields(wizard, step, false)}</div>
            {more(wizard, step)}
            {shown("carried", move || carried(wizard, step))}
            {shown("step-buttons", move || onward(step))}
        </form>
    }
}

fn fields(wizard: Wizard, step: &'static Step, seldom: bool) -> impl IntoView {
    let fields = step
        .fields()
        .filter(|field| (field.asked.need == Need::Seldom) == seldom);
    let fields = fields.map(|field| {
        let is_asked = Memo::new(move |_| wizard.is_asked(field));
        move || is_asked.get().then(|| ask::ask(wizard, field))
    });
    fields.collect_view()
}

/// Fields that most people leave alone, folded away unless one of them has been used.
fn more(wizard: Wizard, step: &'static Step) -> Option<impl IntoView> {
    let mut seldom = step
        .fields()
        .filter(|field| field.asked.need == Need::Seldom)
        .peekable();
    seldom.peek()?;
    let is_used = untrack(|| {
        seldom.any(|field| {
            wizard.text(field) != field.default_text() || wizard.problem_of(field.on(0)).is_some()
        })
    });
    let view = view! {
        <details class="more" open=is_used>
            <summary>"More"</summary>
            <div class="fields">{fields(wizard, step, true)}</div>
        </details>
    };
    Some(view)
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

fn go_on(wizard: Wizard, step: &'static Step, event: &SubmitEvent) {
    event.prevent_default();
    typing::settle(wizard);
    wizard.has_typed();
    let problems = untrack(|| wizard.problems());
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
