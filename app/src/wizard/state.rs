//! What the wizard knows: the answers, and what follows from them.

use leptos::prelude::*;
use planner::field::{Field, Need};
use planner::problem::Problem;
use planner::{Plan, Raw, Spec};
use templates::{Bundle, Secrets};

use super::Step;
use crate::address::{Address, View, field_at};

/// Signals of one page. Everything shown is a function of them.
#[derive(Clone, Copy, Debug)]
pub struct Wizard {
    pub step: RwSignal<&'static Step>,
    /// As typed.
    pub answers: RwSignal<Raw>,
    pub view: RwSignal<View>,
    pub file: RwSignal<Option<String>>,
    pub unknown: RwSignal<Vec<String>>,
    /// The field that somebody is typing in: it is too early to call its text wrong.
    typing: RwSignal<Option<String>>,
    /// Whether the summary of problems has been asked for, by trying to go on with them.
    pub has_tried: RwSignal<bool>,
    reading: Memo<(Spec, Vec<Problem>)>,
    pub spec: Memo<Spec>,
    pub plan: Memo<Plan>,
    /// With places for secrets in place of secrets.
    pub bundle: Memo<Bundle>,
}

impl Wizard {
    pub fn new(address: Address) -> Self {
        let answers = RwSignal::new(address.answers);
        let reading = Memo::new(move |_| answers.with(Spec::read_what_is_good));
        let spec = Memo::new(move |_| reading.with(|(spec, _)| spec.clone()));
        let plan = Memo::new_with_compare(move |_| spec.with(planner::plan), |_, _| true);
        let bundle = Memo::new(move |_| plan.with(|plan| templates::render(plan, &Secrets::hidden())));
        let wizard = Self {
            step: RwSignal::new(address.step),
            answers,
            view: RwSignal::new(address.view),
            file: RwSignal::new(address.file),
            unknown: RwSignal::new(address.unknown),
            typing: RwSignal::new(None),
            has_tried: RwSignal::new(false),
            reading,
            spec,
            plan,
            bundle,
        };
        wizard.has_tried.set(untrack(|| !wizard.problems().is_empty()));
        wizard
    }

    /// The present address, all of it.
    pub fn address(&self) -> Address {
        Address {
            step: self.step.get(),
            answers: self.answers.get(),
            view: self.view.get(),
            file: self.file.get(),
            unknown: Vec::new(),
        }
    }

    /// The address of another step with the same answers.
    pub fn address_of(&self, step: &'static Step) -> Address {
        Address {
            step,
            ..self.address()
        }
    }

    /// The page becomes what the address says.
    pub fn show(&self, address: Address) {
        if self.answers.with_untracked(|answers| *answers != address.answers) {
            self.answers.set(address.answers);
        }
        if self.step.get_untracked() != address.step {
            self.step.set(address.step);
            self.has_tried.set(false);
        }
        if self.view.get_untracked() != address.view {
            self.view.set(address.view);
        }
        self.file.set(address.file);
        self.unknown.set(address.unknown);
        self.typing.set(None);
    }

    /// Somebody typed.
    pub fn answer(&self, path: &str, text: String) {
        self.typing.set(Some(path.to_owned()));
        self.answers.update(|answers| answers.set(path, text));
    }

    /// Somebody has left the field.
    pub fn has_typed(&self) {
        if self.typing.with_untracked(Option::is_some) {
            self.typing.set(None);
        }
    }

    /// The text in a field: what was typed, or the default.
    pub fn text(&self, field: &Field) -> String {
        self.answers.with(|answers| {
            answers
                .get(&field.path(0))
                .map_or_else(|| field.default_text(), ToOwned::to_owned)
        })
    }

    /// What is wrong with the answers, for showing. A question that nobody has come to yet is no problem.
    pub fn problems(&self) -> Vec<Problem> {
        let typing = self.typing.get();
        let is_early = |problem: &Problem| {
            let is_untouched = || {
                let is_missing = self.answers.with(|answers| answers.get(&problem.path).is_none());
                let is_required = field_at(&problem.path).is_some_and(|field| field.need == Need::Required);
                is_missing && is_required && !self.step.get().is_last()
            };
            typing.as_ref() == Some(&problem.path) || is_untouched()
        };
        self.reading.with(|(_, problems)| {
            problems
                .iter()
                .filter(|problem| !is_early(problem))
                .cloned()
                .collect()
        })
    }

    pub fn problem_of(&self, path: &str) -> Option<Problem> {
        self.problems().into_iter().find(|problem| problem.path == path)
    }

    /// Whether the answers are complete and right.
    pub fn is_ready(&self) -> bool {
        self.reading.with(|(_, problems)| problems.is_empty())
    }
}
