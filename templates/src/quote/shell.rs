//! A word of a shell command.

use std::borrow::Cow;

use super::is_word;

/// In single quotes unless it is plain.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if is_word(text, b"_./:@-") {
        return text.into();
    }
    let text = text.replace('\0', "");
    format!("'{}'", text.replace('\'', r"'\''")).into()
}
