//! A value of `.env.production`.

use std::borrow::Cow;

use super::is_word;

/// As dotenv, docker compose, Node and systemd all read it alike: plain, or in single quotes. They disagree on single
/// quotes, line breaks and a backslash at the end, which are left out.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if text.is_empty() || is_word(text, b"_./:@%+=,*-") {
        return text.into();
    }
    let text: String = text.chars().filter(|&c| c != '\'' && !c.is_control()).collect();
    let text = text.trim_end_matches('\\');
    if text.is_empty() || is_word(text, b"_./:@%+=,*-") {
        text.to_owned().into()
    } else {
        format!("'{text}'").into()
    }
}
