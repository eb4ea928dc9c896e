//! A scalar of YAML that every reader takes for the same text, number or switch.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Words that some readers of YAML take for something else.
const SPECIAL: &[&str] = &["y", "n", "yes", "no", "on", "off", "null"];

/// Plain where every reader sees the same, else in quotes: `on`, `4.6` and the like.
pub(super) fn quoted(text: &str) -> Cow<'_, str> {
    if is_number(text) || is_plain_word(text) && !SPECIAL.contains(&text) {
        text.into()
    } else {
        in_quotes(text).into()
    }
}

fn is_plain_word(text: &str) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-._".contains(&byte);
    text.starts_with(|c: char| c.is_ascii_lowercase()) && text.bytes().all(is_plain)
}

fn is_number(text: &str) -> bool {
    let is_whole = text.bytes().all(|byte| byte.is_ascii_digit());
    text == "0" || !text.is_empty() && !text.starts_with('0') && is_whole
}

pub(super) fn in_quotes(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            // YAML's other line breaks, and what it does not admit as it is.
            c if c.is_control() || "\u{2028}\u{2029}\u{feff}".contains(c) => {
                write!(quoted, "\\u{:04x}", u32::from(c)).expect("a String takes all");
            }
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}
