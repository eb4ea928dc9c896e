//! The machine, and what runs on it.

use planner::field::Step as Of;

use super::step::{Step, nothing};

pub(super) static STEP: Step = Step {
    slug: "server",
    title: "Server",
    heading: "The server",
    why: "Hardware decides how much can run, versions decide how each file must be written.",
    places: |field| field.step == Of::Server,
    before: nothing,
    after: nothing,
    leads_to: None,
};
