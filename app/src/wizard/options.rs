//! Choices that the plan makes itself unless the admin does.

use planner::field::Step as Of;

use super::Step;

pub(super) static STEP: Step = Step {
    slug: "options",
    title: "Options",
    heading: "Options",
    why: "The plan decides these itself; change one only if you have a reason.",
    places: |field| field.step == Of::Options,
    before: None,
    after: None,
    onward: Some("Show the result"),
};
