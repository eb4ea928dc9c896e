//! A value of `postgresql.conf`.

use std::borrow::Cow;

use super::is_word;

/// Plain if it is a word or an amount, else in single quotes.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    if begins && is_word(text, b"_.-") {
        return text.into();
    }
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("'{}'", text.replace('\\', r"\\").replace('\'', "''")).into()
}
