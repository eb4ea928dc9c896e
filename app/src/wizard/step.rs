//! What a step of the wizard is.

use planner::FIELDS;
use planner::field::Field;

use super::Wizard;
use crate::ui::markup::Element;

/// One screen of the wizard, defined once. [`super::STEPS`] has their order.
#[derive(Debug)]
pub struct Step {
    /// As in links; the first step is at `/`.
    pub slug: &'static str,
    /// One word, for the list of steps.
    pub title: &'static str,
    pub heading: &'static str,
    /// One sentence: why we ask.
    pub why: &'static str,
    /// Which fields are asked here.
    pub(crate) places: fn(&Field) -> bool,
    /// What stands before and after the fields.
    pub(crate) before: fn(Wizard) -> Vec<Element>,
    pub(crate) after: fn(Wizard) -> Vec<Element>,
    /// Where its button leads, if not to the next step.
    pub(crate) leads_to: Option<&'static Step>,
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Eq for Step {}

impl Step {
    pub fn path(&self) -> String {
        format!("/{}", self.slug)
    }

    /// The fields that are asked here, in the order of the planner's list.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().copied().filter(|field| (self.places)(field))
    }
}

/// For steps with nothing but fields.
pub(super) fn nothing(_: Wizard) -> Vec<Element> {
    Vec::new()
}
