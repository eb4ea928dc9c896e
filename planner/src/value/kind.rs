//! What a field accepts, said once: forms, documents, the schema and reading itself go by it.

use std::fmt;

use crate::unit::Memory;

/// What a field accepts. [`fmt::Display`] says it in words.
#[derive(Clone, Copy, Debug)]
pub enum Kind {
    Text {
        shape: &'static str,
        example: &'static str,
        longest: usize,
        /// The shape as a regular expression of ECMA-262, from the first character to the last. Together with `longest` it admits
        /// what is read, and nothing else.
        pattern: &'static str,
    },
    Number {
        min: u64,
        max: u64,
        unit: &'static str,
    },
    Memory {
        min: Memory,
        max: Memory,
    },
    Choice(&'static [Choice]),
    /// `true` or `false`.
    Switch,
}

/// One of the values of a [`Kind::Choice`].
#[derive(Clone, Copy, Debug)]
pub struct Choice {
    pub name: &'static str,
    pub label: &'static str,
    pub help: &'static str,
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Text { shape, .. } => f.write_str(shape),
            Self::Number { min, max, unit } => write!(f, "a whole number from {min} to {max} {unit}"),
            Self::Memory { min, max } => write!(f, "{min} to {max}, for example 8 GiB"),
            Self::Choice(choices) => {
                let names: Vec<_> = choices.iter().map(|choice| choice.name).collect();
                write!(f, "one of {}", names.join(", "))
            }
            Self::Switch => f.write_str("true or false"),
        }
    }
}
