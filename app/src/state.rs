//! What the wizard knows: the page's address, and what follows from it.

use std::sync::Arc;

use leptos::prelude::*;
use planner::field::{Field, FieldRef, Need};
use planner::problem::{About, Problem};
use planner::{Plan, Raw, Spec};

use crate::address::{Address, View};
use crate::files::{Files, Origin};
use crate::steps::{Step, step_of};
use crate::ui::copy::Copied;

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

/// Presses of keys, and other answers, that the page has yet to follow.
#[derive(Debug, Default)]
struct Noted {
    answers: Vec<(String, String)>,
    count: u32,
}

/// What follows from the answers.
#[derive(Debug)]
pub struct Outcome {
    pub plan: Plan,
    /// All of them.
    problems: Vec<Problem>,
}

impl Outcome {
    fn of(answers: &Raw) -> Self {
        let (spec, problems) = Spec::read_what_is_good(answers);
        Self {
            plan: planner::plan(&spec),
            problems,
        }
    }
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
            let is_early = |problem: &&Problem| {
                typing.as_ref() == Some(&problem.about)
                    || !address.step.is_last() && is_untouched(&address.answers, problem)
            };
            Arc::new(
                outcome
                    .problems
                    .iter()
                    .filter(|problem| !is_early(problem))
                    .cloned()
                    .collect::<Vec<_>>(),
            )
        });
        let origin = Origin::default();
        let files = Memo::new(move |_| origin.files(&answers.get(), &outcome.get().plan));
        let has_tried = RwSignal::new(!problems.get_untracked().is_empty());
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
        let address = self.address();
        let is_early =
            |problem: &&Problem| !address.step.is_last() && is_untouched(&address.answers, problem);
        let outcome = self.outcome();
        let problems = outcome.problems.iter();
        problems.filter(|problem| !is_early(problem)).cloned().collect()
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

    /// Somebody typed: nothing follows until [`Self::settle`]. Returns [`Self::noted`].
    pub fn note(&self, path: String, text: String) -> u32 {
        self.noted
            .try_update_value(|noted| {
                noted.answers.push((path, text));
                noted.count += 1;
                noted.count
            })
            .unwrap_or_default()
    }

    /// How many answers have been noted since the page was opened.
    pub fn noted(&self) -> u32 {
        self.noted.with_value(|noted| noted.count)
    }

    /// The page follows what was typed last.
    pub fn settle(&self) {
        let answers = self
            .noted
            .try_update_value(|noted| std::mem::take(&mut noted.answers))
            .unwrap_or_default();
        let Some((path, _)) = answers.last() else {
            return;
        };
        self.typing.set(Some(About::path(path)));
        self.edited.set_value(Some(path.clone()));
        self.origin.is_as_written.set(false);
        self.address.update(|address| {
            for (path, text) in answers {
                address.answers.set(path, text);
            }
        });
    }

    /// The path of the field that was edited last, if any since this page was shown.
    pub fn edited(&self) -> Option<String> {
        self.edited.get_value()
    }

    /// Somebody has left the field.
    pub fn has_typed(&self) {
        self.settle();
        if self.typing.get_untracked().is_some() {
            self.typing.set(None);
        }
    }

    /// The text in a field: what was typed, or the default.
    pub fn text(&self, field: &Field) -> String {
        let answers = self.answers();
        answers
            .get(&field.path(0))
            .map_or_else(|| field.default_text(), ToOwned::to_owned)
    }

    pub fn is_asked(&self, field: &Field) -> bool {
        (field.asked.when)(&self.outcome().plan.spec)
    }

    pub fn problem_of(&self, at: FieldRef) -> Option<Problem> {
        self.problems()
            .iter()
            .find(|problem| problem.about == About::Field(at))
            .cloned()
    }

    /// How copying this ended, if it was copied just now.
    pub fn copied(&self, what: &str) -> Option<Copied> {
        let copied = self.copied.get();
        copied.filter(|(copied, _)| copied == what).map(|(_, how)| how)
    }

    /// Whether the answers are complete and right.
    pub fn is_ready(&self) -> bool {
        self.outcome().problems.is_empty()
    }
}

/// A question without default that nobody has come to yet: its missing answer is no mistake.
fn is_untouched(answers: &Raw, problem: &Problem) -> bool {
    let is_required = |at: FieldRef| at.field.asked.need == Need::Required;
    let is_missing = |at: FieldRef| answers.get(&at.to_string()).is_none();
    problem
        .about
        .field()
        .is_some_and(|at| is_required(at) && is_missing(at))
}
