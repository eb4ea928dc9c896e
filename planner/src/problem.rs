//! What is wrong with an input, for the person who typed it.

use std::error::Error;
use std::fmt;

use crate::field::FieldRef;
use crate::input;

/// One bad input: what it is about, what was given, why not, and what is allowed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    pub about: About,
    /// What was given; empty when nothing was.
    pub value: String,
    pub message: String,
    /// What would be accepted.
    pub limit: String,
}

/// What a problem is about. [`fmt::Display`] gives its path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum About {
    Field(FieldRef),
    /// A path that no field has: a spelling mistake, or a group of fields.
    Path(String),
    /// The document as a whole. Its path is empty.
    Document,
}

impl About {
    /// What is at this path.
    pub fn path(path: &str) -> Self {
        match input::at(path) {
            Some(field) => Self::Field(field),
            None if path.is_empty() => Self::Document,
            None => Self::Path(path.to_owned()),
        }
    }

    pub fn field(&self) -> Option<FieldRef> {
        match self {
            Self::Field(field) => Some(*field),
            Self::Path(_) | Self::Document => None,
        }
    }
}

impl fmt::Display for About {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Field(field) => field.fmt(f),
            Self::Path(path) => f.write_str(path),
            Self::Document => Ok(()),
        }
    }
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            about,
            value,
            message,
            limit,
        } = self;
        if *about != About::Document {
            write!(f, "{about}: ")?;
        }
        if !value.is_empty() {
            write!(f, "{value:?} ")?;
        }
        write!(f, "{message} ({limit})")
    }
}

impl Error for Problem {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::input::{hosts, load};

    #[test]
    fn a_path_is_about_its_field_or_itself_or_all() {
        assert_eq!(About::path("hosts.1.memory"), About::Field(hosts::MEMORY.on(1)));
        assert_eq!(About::path("load.surge"), About::Field(load::SURGE.of_site()));
        assert_eq!(About::path(""), About::Document);
        for path in [
            "load",
            "hosts.1",
            "hosts.01.memory",
            "hosts.1.load.surge",
            "memory",
        ] {
            assert_eq!(About::path(path), About::Path(path.to_owned()));
        }
    }

    #[test]
    fn a_problem_is_one_line_with_what_there_is_to_say() {
        let problem = |about, value: &str| Problem {
            about,
            value: value.to_owned(),
            message: "is wrong".to_owned(),
            limit: "right".to_owned(),
        };
        let surge = || About::Field(load::SURGE.of_site());
        assert_eq!(
            problem(surge(), "x").to_string(),
            "load.surge: \"x\" is wrong (right)"
        );
        assert_eq!(problem(surge(), "").to_string(), "load.surge: is wrong (right)");
        assert_eq!(problem(About::Document, "").to_string(), "is wrong (right)");
    }
}
