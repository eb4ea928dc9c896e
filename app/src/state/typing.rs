//! What is being typed: noted with each press of a key, followed once the page has time for it.

use leptos::prelude::*;
use planner::problem::About;

use super::Wizard;

/// Presses of keys, and other answers, that the page has yet to follow.
#[derive(Debug, Default)]
pub(super) struct Noted {
    answers: Vec<(String, String)>,
    count: u32,
}

impl Wizard {
    /// Somebody typed: nothing follows until [`Self::settle`]. Returns [`Self::noted`].
    pub fn note(&self, path: String, text: String) -> u32 {
        self.noted
            .try_update_value(|noted| {
                noted.answers.push((path, text));
                noted.count += 1;
                noted.count
            })
            .unwrap_or_default()
    }

    /// How many answers have been noted since the page was opened.
    pub fn noted(&self) -> u32 {
        self.noted.with_value(|noted| noted.count)
    }

    /// The page follows what was typed last.
    pub fn settle(&self) {
        let answers = self
            .noted
            .try_update_value(|noted| std::mem::take(&mut noted.answers))
            .unwrap_or_default();
        let Some((path, _)) = answers.last() else {
            return;
        };
        self.typing.set(Some(About::path(path)));
        self.edited.set_value(Some(path.clone()));
        self.origin.is_as_written.set(false);
        self.address.update(|address| {
            for (path, text) in answers {
                address.answers.set(path, text);
            }
        });
    }

    /// The path of the field that was edited last, if any since this page was shown.
    pub fn edited(&self) -> Option<String> {
        self.edited.get_value()
    }

    /// Somebody has left the field.
    pub fn has_typed(&self) {
        self.settle();
        if self.typing.get_untracked().is_some() {
            self.typing.set(None);
        }
    }
}
