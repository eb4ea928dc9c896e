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

mod compose;
mod env;
pub(crate) mod filters;
mod markdown;
mod nginx;
mod postgresql;
mod redis;
mod rest_of_line;
mod shell;
mod sql;
#[cfg(test)]
mod tests;
mod unit;
mod userlist;
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
    Compose = compose::quoted;
    Env = env::quoted;
    Markdown = markdown::quoted;
    Nginx = nginx::quoted;
    Postgresql = postgresql::quoted;
    Redis = redis::quoted;
    RestOfLine = rest_of_line::quoted;
    Shell = shell::quoted;
    Sql = sql::quoted;
    Unit = unit::quoted;
    Userlist = userlist::quoted;
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
