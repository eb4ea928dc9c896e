//! How each format writes a value: plain where it reads a word as it stands, else in quotes of its own.

use std::borrow::Cow;

use super::yaml::in_quotes;
use super::{is_word, on_one_line, word_or_quoted};

/// A word in `docker-compose.yml`, plain or between the template's quotes.
///
/// Compose puts variables in for `$`; two of them are one.
pub(super) fn compose(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || "_./".contains(c));
    let is_plain = begins && !text.ends_with(':') && is_word(text, b"_./:@,-");
    if is_plain || text.parse::<i64>().is_ok() {
        text.into()
    } else {
        in_quotes(&text.replace('$', "$$")).into()
    }
}

/// A value of `.env.production`.
///
/// As dotenv, docker compose, Node and systemd all read it alike: plain, or in single quotes. They disagree on single
/// quotes, line breaks and a backslash at the end, which are left out.
pub(super) fn env(text: &str) -> Cow<'_, str> {
    let is_plain = |text: &str| text.is_empty() || is_word(text, b"_./:@%+=,*-");
    if is_plain(text) {
        return text.into();
    }
    let text: String = text.chars().filter(|&c| c != '\'' && !c.is_control()).collect();
    let text = text.trim_end_matches('\\');
    if is_plain(text) {
        text.to_owned().into()
    } else {
        format!("'{text}'").into()
    }
}

/// Text in a paragraph or a table's cell of Markdown.
///
/// Every letter for itself, so that text in pieces is as safe as in one.
pub(super) fn markdown(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in on_one_line(text).chars() {
        if r"\`*[]<>|#".contains(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}

/// An argument of an nginx directive.
///
/// nginx has no way to write a `$` that is no variable, so it is left out.
pub(super) fn nginx(text: &str) -> Cow<'_, str> {
    word_or_quoted(text, b"_./:-", |c| c == '$')
}

/// A value of `postgresql.conf`.
///
/// Plain if it is a word or an amount, else in single quotes.
pub(super) fn postgresql(text: &str) -> Cow<'_, str> {
    let begins = text.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '-');
    if begins && is_word(text, b"_.-") {
        return text.into();
    }
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("'{}'", text.replace('\\', r"\\").replace('\'', "''")).into()
}

/// An argument in `redis.conf`.
pub(super) fn redis(text: &str) -> Cow<'_, str> {
    word_or_quoted(text, b"_./:-", |_| false)
}

/// A value of a format that knows no quotes: PgBouncer's settings, sysctl, options of a Java machine.
///
/// It may be anything that stays on its line.
pub(super) fn rest_of_line(text: &str) -> Cow<'_, str> {
    on_one_line(text)
}

/// A word of a shell command.
///
/// In single quotes unless it is plain.
pub(super) fn shell(text: &str) -> Cow<'_, str> {
    if is_word(text, b"_./:@-") {
        return text.into();
    }
    let text = text.replace('\0', "");
    format!("'{}'", text.replace('\'', r"'\''")).into()
}

/// A string of SQL.
pub(super) fn sql(text: &str) -> String {
    let text = text.replace('\0', "");
    // A backslash means itself only in strings of the standard; the other kind says so, and doubles it.
    if text.contains('\\') {
        format!("E'{}'", text.replace('\\', r"\\").replace('\'', "''"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// A word in a systemd unit.
///
/// systemd puts something else in for `%` and, in commands, for `$`; the words of a unit need neither.
pub(super) fn unit(text: &str) -> Cow<'_, str> {
    word_or_quoted(text, b"_./:@,=+-", |c| matches!(c, '%' | '$'))
}

/// A field of PgBouncer's `userlist.txt`.
///
/// Always in quotes; a quote inside is doubled.
pub(super) fn userlist(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('"', "\"\""))
}
