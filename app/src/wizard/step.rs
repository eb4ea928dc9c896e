//! What a step of the wizard is.

use leptos::prelude::*;
use planner::FIELDS;
use planner::field::Field;

use super::Wizard;

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
    pub(crate) before: Option<fn(Wizard) -> AnyView>,
    pub(crate) after: Option<fn(Wizard) -> AnyView>,
    /// What the button says that leads on, if it leads straight to the result.
    pub(crate) onward: Option<&'static str>,
}

impl PartialEq for Step {
    fn eq(&self, other: &Self) -> bool {
        self.slug == other.slug
    }
}

impl Step {
    pub fn path(&self) -> String {
        format!("/{}", self.slug)
    }

    /// The fields that are asked here, in the order of the planner's list.
    pub fn fields(&self) -> impl Iterator<Item = &'static Field> {
        FIELDS.iter().copied().filter(|field| (self.places)(field))
    }
}
