//! What is wrong with an input, for the person who typed it.

use std::error::Error;
use std::fmt;

/// One bad input: which field, what was given, why not, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Path of the field, for example `hosts.0.memory`.
    pub path: String,
    /// What was given; empty when nothing was.
    pub value: String,
    pub message: String,
    /// What would be accepted.
    pub limit: String,
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            path,
            value,
            message,
            limit,
        } = self;
        if value.is_empty() {
            write!(f, "{path}: {message} ({limit})")
        } else {
            write!(f, "{path}: {value:?} {message} ({limit})")
        }
    }
}

impl Error for Problem {}
