//! An argument of an nginx directive.

use std::borrow::Cow;

use super::word_or_quoted;

/// nginx has no way to write a `$` that is no variable, so it is left out.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    word_or_quoted(text, b"_./:-", |c| c == '$')
}
