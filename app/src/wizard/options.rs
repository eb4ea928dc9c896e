//! Choices that the plan makes itself unless the admin does.

use planner::field::Step as Of;

use super::step::{Step, nothing};

pub(super) static STEP: Step = Step {
    slug: "options",
    title: "Options",
    heading: "Options",
    why: "The plan decides these itself; change one only if you have a reason.",
    places: |field| field.step == Of::Options,
    before: nothing,
    after: nothing,
    leads_to: None,
};
