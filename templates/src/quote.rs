//! Text made safe for each file format. What a format cannot hold at all is left out, so that no text can end its place.
//!
//! The inputs' own types admit nothing that would need any of this; this is the second wall. Units and
//! `docker-compose.yml` hold no text of an admin's, so there is nothing here for them.

use std::borrow::Cow;

#[cfg(test)]
mod tests;

/// A value of `.env.production` that dotenv, docker compose, Node and systemd all read alike: plain, or in
/// single quotes. They disagree on single quotes, line breaks and a backslash at the end, which are left out.
pub(crate) fn env(text: &str) -> String {
    let text: String = text.chars().filter(|&c| c != '\'' && !c.is_control()).collect();
    let text = text.trim_end_matches('\\');
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@%+=,*-".contains(&byte);
    if text.bytes().all(plain) {
        text.to_owned()
    } else {
        format!("'{text}'")
    }
}

/// A string of YAML, in double quotes.
pub(crate) fn yaml(text: &str) -> String {
    let mut quoted = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => quoted.extend(['\\', c]),
            '\n' => quoted.push_str("\\n"),
            // YAML's other line breaks, and what it does not admit as it is.
            c if c.is_control() || "\u{2028}\u{2029}\u{feff}".contains(c) => quoted.extend(unicode_escape(c)),
            c => quoted.push(c),
        }
    }
    quoted.push('"');
    quoted
}

/// An argument of an nginx directive. nginx has no way to write a `$` that is no variable, so it is left out.
pub(crate) fn nginx(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:-".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for c in text.chars().filter(|&c| c != '$' && !c.is_control()) {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// A word of a shell command, in single quotes unless it is plain.
pub(crate) fn shell(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:@-".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    let text: String = text.chars().filter(|&c| c != '\0').collect();
    format!("'{}'", text.replace('\'', r"'\''"))
}

/// A string of SQL.
pub(crate) fn sql(text: &str) -> String {
    let text: String = text.chars().filter(|&c| c != '\0').collect();
    // A backslash means itself only in strings of the standard; the other kind says so, and doubles it.
    if text.contains('\\') {
        format!("E'{}'", text.replace('\\', r"\\").replace('\'', "''"))
    } else {
        format!("'{}'", text.replace('\'', "''"))
    }
}

/// A value of `postgresql.conf`: plain if it is a word or an amount, else in single quotes.
pub(crate) fn postgresql(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_.-".contains(&byte);
    let begins = text
        .bytes()
        .next()
        .is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'-');
    if begins && text.bytes().all(plain) {
        return text.to_owned();
    }
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("'{}'", text.replace('\\', r"\\").replace('\'', "''"))
}

/// A field of PgBouncer's `userlist.txt`.
pub(crate) fn userlist(text: &str) -> String {
    let text: String = text.chars().filter(|c| !c.is_control()).collect();
    format!("\"{}\"", text.replace('"', "\"\""))
}

/// An argument in `redis.conf`: plain if it is a word, else in double quotes.
pub(crate) fn redis(text: &str) -> String {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"_./:-".contains(&byte);
    if !text.is_empty() && text.bytes().all(plain) {
        return text.to_owned();
    }
    let mut quoted = String::from('"');
    for c in text.chars().filter(|c| !c.is_control()) {
        if matches!(c, '"' | '\\') {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted.push('"');
    quoted
}

/// Text in a paragraph or a table's cell of Markdown.
pub(crate) fn markdown(text: &str) -> String {
    let mut quoted = String::with_capacity(text.len());
    for c in one_line(text).chars() {
        if r"\`*[]<>|#".contains(c) {
            quoted.push('\\');
        }
        quoted.push(c);
    }
    quoted
}

/// Text behind a comment's mark: one line that does not continue on the next.
pub(crate) fn comment(text: &str) -> String {
    one_line(text).trim_end_matches('\\').trim_end().to_owned()
}

fn one_line(text: &str) -> Cow<'_, str> {
    let breaks = |c: char| c.is_control() || "\u{2028}\u{2029}".contains(c);
    if text.contains(breaks) {
        Cow::Owned(text.replace(breaks, " ").trim().to_owned())
    } else {
        Cow::Borrowed(text.trim())
    }
}

fn unicode_escape(c: char) -> impl Iterator<Item = char> {
    format!("\\u{:04x}", u32::from(c))
        .chars()
        .collect::<Vec<_>>()
        .into_iter()
}
