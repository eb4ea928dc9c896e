//! The last step: the answers once more, and everything to take away.

use super::{Step, review};
use crate::result::take_away;

pub(super) static STEP: Step = Step {
    slug: "result",
    title: "Result",
    heading: "The result",
    why: "Take the files as a zip, or keep the answers and make the same files again anywhere.",
    places: |_| false,
    before: take_away::take_away,
    after: review::review,
    leads_to: None,
};
