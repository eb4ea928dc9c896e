//! What follows from the answers: a plan, and what is wrong with them.

use planner::field::{Field, FieldRef, Need};
use planner::problem::{About, Problem};
use planner::{Plan, Raw, Spec};

use crate::address::Address;

#[derive(Debug)]
pub struct Outcome {
    pub plan: Plan,
    /// All of them.
    problems: Vec<Problem>,
}

impl Outcome {
    pub(super) fn of(answers: &Raw) -> Self {
        let (spec, problems) = Spec::read_what_is_good(answers);
        Self {
            plan: planner::plan(&spec),
            problems,
        }
    }

    /// What is wrong with answers, without those that nobody has come to yet.
    pub(super) fn not_counted(&self, address: &Address) -> impl Iterator<Item = &Problem> {
        let is_early = |problem: &Problem| !address.step.is_last() && is_untouched(&address.answers, problem);
        self.problems.iter().filter(move |problem| !is_early(problem))
    }

    /// Whether the answers are complete and right.
    pub(super) fn is_whole(&self) -> bool {
        self.problems.is_empty()
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

/// The text in a field: what was typed, or the default.
pub(super) fn text(answers: &Raw, field: &Field) -> String {
    answers
        .get(&field.path(0))
        .map_or_else(|| field.default_text(), ToOwned::to_owned)
}

pub(super) fn problem_of(problems: &[Problem], at: FieldRef) -> Option<&Problem> {
    problems.iter().find(|problem| problem.about == About::Field(at))
}
