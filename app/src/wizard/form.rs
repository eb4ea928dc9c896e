//! One step as a form. Without script it is sent to the next step; with it, every change is heard here.

use leptos::ev::{Event, SubmitEvent};
use leptos::prelude::*;
use planner::field::{Field, Need};

use super::{Step, Wizard, ask, problems, step_of};
use crate::address::{View, given};
use crate::browser;

pub(crate) fn form(wizard: Wizard, step: &'static Step) -> AnyView {
    let seldom = more(wizard, step);
    let fields = fields(wizard, step, false);
    let onward = step.onward().map(|next| onward(step, next));
    let (before, after) = (
        step.before.map(|part| part(wizard)),
        step.after.map(|part| part(wizard)),
    );
    let questions = view! {
        <form
            class="step-form"
            method="get"
            action=step.onward().unwrap_or(step).path()
            novalidate
            on:input=move |event| hear(wizard, &event)
            on:change=move |_| browser::after_press(move || wizard.has_typed())
            on:submit=move |event| go_on(wizard, step, &event)
        >
            <div class="fields">{fields}</div>
            {seldom}
            {carried(wizard, step)}
            {onward}
        </form>
    };
    let has_questions = step.fields().next().is_some();
    view! {
        {problems::summary(wizard)}
        {problems::unknown(wizard)}
        <h1 id="step-heading" tabindex="-1">{step.heading}</h1>
        <p class="step-why">{step.why}</p>
        {before}
        {has_questions.then_some(questions)}
        {after}
    }
    .into_any()
}

fn fields(wizard: Wizard, step: &'static Step, seldom: bool) -> AnyView {
    let fields = step
        .fields()
        .filter(|field| (field.need == Need::Seldom) == seldom);
    let fields = fields.map(|field| {
        let is_asked = Memo::new(move |_| wizard.spec.with(|spec| (field.asked_when)(spec)));
        move || is_asked.get().then(|| ask::ask(wizard, field))
    });
    fields.collect_view().into_any()
}

/// Fields that most people leave alone, folded away unless one of them has been used.
fn more(wizard: Wizard, step: &'static Step) -> Option<AnyView> {
    let mut seldom = step
        .fields()
        .filter(|field| field.need == Need::Seldom)
        .peekable();
    seldom.peek()?;
    let is_used = untrack(|| {
        seldom.any(|field| {
            wizard.text(field) != field.default_text() || wizard.problem_of(&field.path(0)).is_some()
        })
    });
    let view = view! {
        <details class="more" open=is_used>
            <summary>"More"</summary>
            <div class="fields">{fields(wizard, step, true)}</div>
        </details>
    };
    Some(view.into_any())
}

/// The answers to questions that are not on this screen, so that a form without script loses nothing.
fn carried(wizard: Wizard, step: &'static Step) -> impl IntoView {
    move || {
        let is_here = |path: &str| {
            let asked = |field: &Field| wizard.spec.with(|spec| (field.asked_when)(spec));
            step.fields().any(|field| field.path(0) == path && asked(field))
        };
        let mut carried: Vec<_> = wizard
            .answers
            .with(given)
            .into_iter()
            .filter(|(path, _)| !is_here(path))
            .collect();
        if wizard.view.get() != View::default() {
            carried.push(("view".to_owned(), wizard.view.get().name().to_owned()));
        }
        hidden(carried)
    }
}

/// Answers as hidden inputs.
pub(crate) fn hidden(answers: Vec<(String, String)>) -> impl IntoView {
    answers
        .into_iter()
        .map(|(path, text)| view! { <input type="hidden" name=path value=text /> })
        .collect_view()
}

fn onward(step: &'static Step, next: &'static Step) -> impl IntoView {
    let words = step
        .onward
        .map_or_else(|| format!("Next: {}", next.title), ToOwned::to_owned);
    view! {
        <div class="step-buttons">
            <button type="submit" class="button" data-kind="main">{words}</button>
            <button type="submit" class="button without-script" formaction=step.path()>"Update the result"</button>
        </div>
    }
}

fn hear(wizard: Wizard, event: &Event) {
    if let Some((path, text)) = browser::typed(event) {
        wizard.answer(&path, text);
    }
}

fn go_on(wizard: Wizard, step: &'static Step, event: &SubmitEvent) {
    event.prevent_default();
    wizard.has_typed();
    let problems = untrack(|| wizard.problems());
    if problems
        .iter()
        .any(|problem| step_of(step, &problem.path) == Some(step))
    {
        wizard.has_tried.set(true);
        browser::focus_soon(problems::ID);
    } else if let Some(next) = step.onward() {
        browser::go(wizard, untrack(|| wizard.address_of(next)), None);
    }
}
