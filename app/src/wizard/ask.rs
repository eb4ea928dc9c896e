//! One field of the planner as a control of a form.

use leptos::either::EitherOf4;
use leptos::prelude::*;
use planner::field::{Field, Need};
use planner::problem::{About, Problem};
use planner::value::{self, Kind};

use crate::state::Wizard;
use crate::ui::field::{Asked, Choice, Typed, choice_field, select_field, switch_field, text_field};

/// More choices than these are folded into a list.
const CHOICES_IN_SIGHT: usize = 4;

pub(crate) fn ask(wizard: Wizard, field: &'static Field) -> impl IntoView + use<> {
    let path = field.path(0);
    let asked = Asked {
        id: path,
        label: field.label,
        help: field.help,
        text: Signal::derive(move || wizard.text(field)),
        problem: Signal::derive(move || {
            wizard
                .problem_of(field.on(0))
                .map(|problem| in_a_sentence(&problem))
        }),
        read_as: Signal::derive(move || read_as(wizard, field)),
    };
    let typed = Typed {
        is_required: field.asked.need == Need::Required,
        ..Typed::default()
    };
    match field.kind {
        Kind::Text { example, .. } => EitherOf4::A(text_field(&asked, Typed { example, ..typed })),
        Kind::Number { unit, .. } => EitherOf4::A(text_field(
            &asked,
            Typed {
                unit,
                is_number: true,
                is_short: true,
                ..typed
            },
        )),
        Kind::Memory { .. } => EitherOf4::A(text_field(
            &asked,
            Typed {
                example: "8 GiB",
                is_short: true,
                ..typed
            },
        )),
        Kind::Switch => EitherOf4::B(switch_field(&asked)),
        Kind::Choice(choices) if choices.len() <= CHOICES_IN_SIGHT => EitherOf4::C(choice_field(
            &asked,
            &choices.iter().map(choice).collect::<Vec<_>>(),
        )),
        Kind::Choice(choices) => EitherOf4::D(select_field(&asked, choices.iter().map(choice).collect())),
    }
}

/// What the plan has of an answer that can be spelled in several ways, where that is not plain.
fn read_as(wizard: Wizard, field: &'static Field) -> Option<String> {
    let (answers, outcome) = (wizard.answers(), wizard.outcome());
    let typed = answers.get(&field.path(0)).unwrap_or_default();
    let read = field.text(&outcome.plan.spec, 0);
    let letters = |text: &str| text.replace([' ', '_'], "").to_ascii_lowercase();
    let is_refused = wizard
        .not_counted()
        .iter()
        .any(|problem| problem.about == About::Field(field.on(0)));
    // An amount that is no whole number of MiB is nothing to read.
    let is_plain = is_refused || letters(typed) == letters(&read) || read.ends_with("KiB");
    (!typed.trim().is_empty() && !is_plain).then(|| format!("Read as {read}."))
}

fn choice(choice: &value::Choice) -> Choice {
    Choice {
        name: choice.name,
        label: choice.label,
        help: choice.help,
    }
}

/// What is wrong and what would be right, to stand below a field.
pub(crate) fn in_a_sentence(problem: &Problem) -> String {
    let Problem {
        value,
        message,
        limit,
        ..
    } = problem;
    if value.is_empty() {
        format!("This {message}. Wanted: {limit}.")
    } else {
        format!("“{value}” {message}. Wanted: {limit}.")
    }
}

/// A field's text as people say it: a choice by its label, a number with its unit.
pub(crate) fn in_words(field: &Field, text: &str) -> String {
    match field.kind {
        Kind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.name == text);
            chosen.map_or(text, |choice| choice.label).to_owned()
        }
        Kind::Number { unit, .. } if !text.is_empty() => format!("{text} {unit}"),
        Kind::Switch => if text == "true" { "yes" } else { "no" }.to_owned(),
        Kind::Text { .. } | Kind::Number { .. } | Kind::Memory { .. } => text.to_owned(),
    }
}
