//! What the wizard knows: the page's address, and what follows from it.

use std::sync::Arc;

use leptos::prelude::*;
use planner::Raw;
use planner::field::{Field, FieldRef};
use planner::problem::{About, Problem};

use crate::address::{Address, View};
use crate::files::{Files, Origin};
use crate::steps::{Step, step_of};
use crate::ui::copy::Copied;

mod outcome;
mod typing;

pub use outcome::Outcome;
use outcome::{problem_of, text};
use typing::Noted;

/// Signals of one page. Everything shown is a function of them.
#[derive(Clone, Copy, Debug)]
pub struct Wizard {
    address: RwSignal<Address>,
    step: Memo<&'static Step>,
    outcome: Memo<Arc<Outcome>>,
    /// Without those that it would be too early to speak of.
    problems: Memo<Arc<Vec<Problem>>>,
    files: Memo<Files>,
    pub origin: Origin,
    /// What was typed, oldest first, and is not yet part of the address.
    noted: StoredValue<Noted>,
    /// The field of the last edit on this page, until another page is shown.
    edited: StoredValue<Option<String>>,
    /// The field that somebody is typing in: it is too early to call its text wrong.
    typing: RwSignal<Option<About>>,
    /// Whether the summary of problems has been asked for, by trying to go on with them.
    pub has_tried: RwSignal<bool>,
    /// Whether one of the step's fields for few people had an answer when the step was first shown.
    pub has_used_more: Memo<bool>,
    /// What was copied just now, and whether it was.
    pub copied: RwSignal<Option<(String, Copied)>>,
    pub download: RwSignal<Download>,
}

/// How the last press of the button for the zip ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Download {
    /// With a zip, or there was none.
    #[default]
    Done,
    OnTheWay,
    /// What makes the zip could not be fetched.
    OutOfReach,
    /// The browser gave no random numbers, or would not save.
    Refused,
}

impl Wizard {
    pub fn new(address: Address) -> Self {
        let address = RwSignal::new(address);
        let typing = RwSignal::new(None);
        let step = Memo::new(move |_| address.get().step);
        let answers = Memo::new(move |_| address.get().answers);
        let outcome = Memo::new_with_compare(move |_| Arc::new(Outcome::of(&answers.get())), |_, _| true);
        let problems = Memo::new(move |_| {
            let (address, typing, outcome) = (address.get(), typing.get(), outcome.get());
            let not_counted = outcome.not_counted(&address);
            let is_typed = |problem: &&Problem| typing.as_ref() == Some(&problem.about);
            Arc::new(
                not_counted
                    .filter(|problem| !is_typed(problem))
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        let origin = Origin::default();
        let files = Memo::new(move |_| origin.files(&answers.get(), &outcome.get().plan));
        let has_tried = RwSignal::new(!problems.get_untracked().is_empty());
        let has_used_more = Memo::new(move |_| {
            let step = step.get();
            let (answers, problems) = untrack(|| (address.get().answers, problems.get()));
            let is_used = |field: &'static Field| {
                text(&answers, field) != field.default_text() || problem_of(&problems, field.on(0)).is_some()
            };
            step.fields().any(|field| field.is_seldom() && is_used(field))
        });
        let (copied, download) = (RwSignal::new(None), RwSignal::default());
        Self {
            address,
            step,
            outcome,
            problems,
            files,
            origin,
            noted: StoredValue::default(),
            edited: StoredValue::default(),
            typing,
            has_tried,
            has_used_more,
            copied,
            download,
        }
    }

    /// The present address, all of it.
    pub fn address(&self) -> Address {
        self.address.get()
    }

    /// The address of another step with the same answers.
    pub fn address_of(&self, step: &'static Step) -> Address {
        Address {
            step,
            ..self.address()
        }
    }

    /// The way to a field.
    pub fn href_of(&self, at: FieldRef) -> Option<String> {
        let step = step_of(self.step(), &About::Field(at))?;
        Some(self.address_of(step).href_of(&at.to_string()))
    }

    pub fn step(&self) -> &'static Step {
        self.step.get()
    }

    pub fn answers(&self) -> Raw {
        self.address().answers
    }

    pub fn outcome(&self) -> Arc<Outcome> {
        self.outcome.get()
    }

    pub fn problems(&self) -> Arc<Vec<Problem>> {
        self.problems.get()
    }

    /// What is wrong with answers that the plan therefore does not have, also while one of them is being typed.
    pub fn not_counted(&self) -> Vec<Problem> {
        let outcome = self.outcome();
        self.address
            .with(|address| outcome.not_counted(address).cloned().collect())
    }

    pub fn files(&self) -> Files {
        self.files.get()
    }

    /// Whether files, or parts of them, are to be seen.
    pub fn shows_files(&self) -> bool {
        self.step().is_last() || self.address().view == View::Files
    }

    /// The page becomes what the address says.
    pub fn show(&self, address: Address) {
        // What waits is an answer on the page before.
        self.settle();
        if self.step.get_untracked() != address.step {
            self.has_tried.set(false);
        }
        self.typing.set(None);
        self.edited.set_value(None);
        self.origin.is_as_written.set(false);
        self.address.set(address);
    }

    /// The text in a field: what was typed, or the default.
    pub fn text(&self, field: &Field) -> String {
        self.address.with(|address| text(&address.answers, field))
    }

    pub fn is_asked(&self, field: &Field) -> bool {
        self.outcome
            .with(|outcome| (field.asked.when)(&outcome.plan.spec))
    }

    pub fn problem_of(&self, at: FieldRef) -> Option<Problem> {
        self.problems.with(|problems| problem_of(problems, at).cloned())
    }

    /// How copying this ended, if it was copied just now.
    pub fn copied(&self, what: &str) -> Option<Copied> {
        let copied = self.copied.get();
        copied.filter(|(copied, _)| copied == what).map(|(_, how)| how)
    }

    /// Whether the answers are complete and right.
    pub fn is_ready(&self) -> bool {
        self.outcome().is_whole()
    }
}
