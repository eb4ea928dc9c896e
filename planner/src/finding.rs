//! What an admin must know about a plan: what does not fit, how much is missing, what to do.

use crate::field::FieldRef;
use crate::rule::Rule;

/// One thing that the admin should know, with numbers and a remedy.
#[derive(Clone, Debug)]
pub struct Finding {
    /// The rule that does not hold.
    pub rule: &'static Rule,
    pub severity: Severity,
    /// What is the case, with numbers.
    pub message: String,
    /// What to do about it.
    pub remedy: String,
    /// The fields it is about, so that a form can point there.
    pub about: Vec<FieldRef>,
}

/// How bad it is. The order is the order of display.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// The server will not work, or not for these users.
    Error,
    /// It works, at a risk that the admin should know.
    Warning,
    /// It works; this would be better.
    Advice,
}

impl Severity {
    pub const fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Advice => "advice",
        }
    }
}
