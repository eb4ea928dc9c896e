//! How many people, and what was measured.

use planner::field::Step as Of;

use super::step::{Step, nothing};

pub(super) static STEP: Step = Step {
    slug: "load",
    title: "Load",
    heading: "The load",
    why: "People make jobs, requests and connections; the plan is sized for their busiest hour.",
    places: |field| field.step == Of::Load,
    before: nothing,
    after: nothing,
    leads_to: None,
};
