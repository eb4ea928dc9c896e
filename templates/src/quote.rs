//! Text made safe for each file format: an escaper a format, which Askama puts around every value of a template.
//!
//! `askama.toml` says which format a template has, by its extension or by the `escape` it names. What a format cannot hold
//! at all is left out, so that no text can end its place. The inputs' own types admit nothing that would need any of this;
//! this is the second wall.
//!
//! Askama hands over what a value writes piece by piece, and each piece is quoted for itself. So where a format has quotes,
//! a value that is not plain must come in one piece, as text does.

use std::borrow::Cow;
use std::fmt::{self, Write};

use askama::filters::Escaper;

pub(crate) mod filters;
mod formats;
#[cfg(test)]
mod tests;
mod yaml;

macro_rules! escapers {
    ($($(#[$doc:meta])* $name:ident = $quoted:path;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy)]
        pub(crate) struct $name;

        impl Escaper for $name {
            fn write_escaped_str<W: Write>(&self, mut dest: W, text: &str) -> fmt::Result {
                dest.write_str(&$quoted(text))
            }
        }
    )+};
}

escapers! {
    Compose = formats::compose;
    Env = formats::env;
    Markdown = formats::markdown;
    Nginx = formats::nginx;
    Postgresql = formats::postgresql;
    Redis = formats::redis;
    RestOfLine = formats::rest_of_line;
    Shell = formats::shell;
    Sql = formats::sql;
    Unit = formats::unit;
    Userlist = formats::userlist;
    Yaml = yaml::quoted;
}

/// Whether a text is a word of letters, digits and these, which a format reads as it stands.
fn is_word(text: &str, others: &[u8]) -> bool {
    let is_plain = |byte: u8| byte.is_ascii_alphanumeric() || others.contains(&byte);
    !text.is_empty() && text.bytes().all(is_plain)
}

/// Plain if it is a word, else in double quotes, with a backslash before a quote or backslash.
fn word_or_quoted<'a>(text: &'a str, others: &[u8], is_left_out: impl Fn(char) -> bool) -> Cow<'a, str> {
    if is_word(text, others) {
        return text.into();
    }
    let mut quoted = String::from('"');
    for c in text.chars().filter(|&c| !c.is_control() && !is_left_out(c)) {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted.into()
}

/// Blanks for line breaks, whatever kind of them a reader knows.
fn on_one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || "\u{2028}\u{2029}".contains(c);
    if text.contains(breaks) {
        text.replace(breaks, " ").into()
    } else {
        text.into()
    }
}
