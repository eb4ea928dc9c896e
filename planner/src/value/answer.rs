//! How the value of a field is read from text and written as text.

use std::borrow::Cow;
use std::error::Error;
use std::fmt;

use super::kind::Kind;

/// The value of a field.
pub(crate) trait Answer: Sized {
    /// Reads `text` within the limits of `kind`.
    fn read(text: &str, kind: &Kind) -> Result<Self, Reason>;

    /// As [`Answer::read`] reads it.
    fn text(&self) -> String;
}

/// Why a text is no value of a field, as the rest of a sentence: `is too small`. What is accepted says the
/// field's [`Kind`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reason(pub Cow<'static, str>);

impl Reason {
    pub(crate) const fn new(why: &'static str) -> Self {
        Self(Cow::Borrowed(why))
    }
}

impl From<&'static str> for Reason {
    fn from(why: &'static str) -> Self {
        Self::new(why)
    }
}

impl fmt::Display for Reason {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Error for Reason {}

/// No text means that there is none.
impl<T: Answer> Answer for Option<T> {
    fn read(text: &str, kind: &Kind) -> Result<Self, Reason> {
        if text.trim().is_empty() {
            Ok(None)
        } else {
            T::read(text, kind).map(Some)
        }
    }

    fn text(&self) -> String {
        self.as_ref().map(T::text).unwrap_or_default()
    }
}

impl Answer for bool {
    fn read(text: &str, _: &Kind) -> Result<Self, Reason> {
        match text.trim().to_ascii_lowercase().as_str() {
            "true" | "on" | "yes" => Ok(true),
            "false" | "off" | "no" | "" => Ok(false),
            _ => Err(Reason::new("is neither yes nor no")),
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_switch_is_read_from_the_words_that_people_use() {
        for text in ["true", "on", "Yes", " TRUE "] {
            assert_eq!(bool::read(text, &Kind::Switch), Ok(true), "{text:?}");
        }
        // An empty field of a form is a box that is not ticked.
        for text in ["false", "off", "No", ""] {
            assert_eq!(bool::read(text, &Kind::Switch), Ok(false), "{text:?}");
        }
        assert_eq!(
            bool::read("1", &Kind::Switch).unwrap_err().to_string(),
            "is neither yes nor no"
        );
    }

    #[test]
    fn what_is_not_given_is_none_and_written_as_nothing() {
        assert_eq!(Option::<bool>::read("  ", &Kind::Switch), Ok(None));
        assert_eq!(Option::<bool>::read("on", &Kind::Switch), Ok(Some(true)));
        assert!(Option::<bool>::read("maybe", &Kind::Switch).is_err());
        assert_eq!(
            (None::<bool>.text(), Some(true).text()),
            (String::new(), "true".to_owned())
        );
    }
}
