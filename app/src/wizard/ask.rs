//! One field of the planner as a control of a form.

use planner::field::{Field, Need};
use planner::problem::{About, Problem};
use planner::value::Kind;

use crate::state::Wizard;
use crate::ui::field::{Asked, Typed, choice_field, select_field, switch_field, text_field};
use crate::ui::markup::Element;

/// More choices than these are folded into a list.
const CHOICES_IN_SIGHT: usize = 4;

pub(crate) fn ask(wizard: Wizard, field: &'static Field) -> Element {
    let problem = wizard.problem_of(field.on(0));
    let asked = Asked {
        id: field.path(0),
        label: field.label,
        help: field.help,
        text: wizard.text(field),
        problem: problem.as_ref().map(in_a_sentence),
        read_as: read_as(wizard, field),
    };
    let typed = Typed {
        is_required: field.asked.need == Need::Required,
        ..Typed::default()
    };
    match field.kind {
        Kind::Text { example, .. } => text_field(&asked, Typed { example, ..typed }),
        Kind::Number { unit, .. } => text_field(
            &asked,
            Typed {
                unit,
                is_number: true,
                is_short: true,
                ..typed
            },
        ),
        Kind::Memory { .. } => text_field(
            &asked,
            Typed {
                example: "8 GiB",
                is_short: true,
                ..typed
            },
        ),
        Kind::Switch => switch_field(&asked),
        Kind::Choice(choices) if choices.len() <= CHOICES_IN_SIGHT => choice_field(&asked, choices),
        Kind::Choice(choices) => select_field(&asked, choices),
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
