//! A word in a systemd unit.

use std::borrow::Cow;

use super::word_or_quoted;

/// systemd puts something else in for `%` and, in commands, for `$`; the words of a unit need neither.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    word_or_quoted(text, b"_./:@,=+-", |c| matches!(c, '%' | '$'))
}
