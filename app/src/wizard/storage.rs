//! Where media is kept.

use planner::field::Step as Of;

use super::step::{Step, nothing};

pub(super) static STEP: Step = Step {
    slug: "storage",
    title: "Storage",
    heading: "Media storage",
    why: "Pictures and videos take most of the space, and where they are changes nginx and Mastodon's settings.",
    places: |field| field.step == Of::Storage,
    before: nothing,
    after: nothing,
    leads_to: None,
};
