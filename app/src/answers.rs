//! Answers by the paths of their fields, as links and forms carry them.

use std::ptr;

use form_urlencoded::{Serializer, byte_serialize};
use planner::value::Kind;
use planner::{FIELDS, Raw, input};

/// Bytes in a link of an answer that is a number, an amount or one of several names. Our judgement: the longest name has 18.
pub(crate) const LONGEST_WORD: usize = 32;

/// The answers that say something: path and text, in the order of the fields.
pub fn given(answers: &Raw) -> Vec<(String, String)> {
    let entries = answers.iter().filter_map(|(path, text)| {
        let (place, text) = (place_of(path)?, text.trim());
        let says_something = !text.is_empty() && text != FIELDS[place].default_text();
        says_something.then(|| (place, path.to_owned(), text.to_owned()))
    });
    let mut entries: Vec<_> = entries.collect();
    // The answers come by path: for one field, the hosts are in order.
    entries.sort_by_key(|(place, ..)| *place);
    entries.into_iter().map(|(_, path, text)| (path, text)).collect()
}

/// The answers in a query, for what is asked outside the page.
pub fn encoded(answers: &Raw) -> String {
    Serializer::new(String::new())
        .extend_pairs(given(answers))
        .finish()
}

/// Bytes that the longest right answer takes in a link.
pub(crate) fn longest(kind: &Kind) -> usize {
    /// What colons, at signs and the like take beyond themselves: an IPv6 address has seven.
    const ESCAPES: usize = 7 * 2;
    match kind {
        Kind::Text { longest, .. } => longest + ESCAPES,
        Kind::Number { .. } | Kind::Memory { .. } | Kind::Choice(_) | Kind::Switch => LONGEST_WORD,
    }
}

/// What is kept of an answer, since every link of the page repeats it. One that is cut ends with a mark that no field accepts: it is
/// as wrong as it was, and is seen to be cut.
pub(crate) fn kept(text: &str, longest: usize) -> String {
    let text = text.trim();
    let mut room = longest;
    for (at, character) in text.char_indices() {
        let in_a_link = byte_serialize(character.encode_utf8(&mut [0; 4]).as_bytes())
            .map(str::len)
            .sum();
        match room.checked_sub(in_a_link) {
            Some(left) => room = left,
            None => return format!("{}…", &text[..at]),
        }
    }
    text.to_owned()
}

/// Where in [`FIELDS`] the field of this path is.
fn place_of(path: &str) -> Option<usize> {
    let field = input::at(path)?.field;
    FIELDS.iter().position(|listed| ptr::eq(*listed, field))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn raw(entries: &[(&str, &str)]) -> Raw {
        entries.iter().copied().collect()
    }

    #[test]
    fn answers_come_in_the_order_of_the_fields_and_hosts() {
        let answers = raw(&[
            ("hosts.1.cores", "8"),
            ("hosts.0.memory", "8 GiB"),
            ("hosts.0.cores", "4"),
            ("site.domain", " example.social "),
        ]);
        let paths: Vec<_> = given(&answers).into_iter().map(|(path, _)| path).collect();
        assert_eq!(
            paths,
            ["site.domain", "hosts.0.cores", "hosts.1.cores", "hosts.0.memory"]
        );
    }

    #[test]
    fn defaults_and_what_is_no_field_say_nothing() {
        let answers = raw(&[
            ("hosts.0.cores", "2"),
            ("hosts.1.cores", "2"),
            ("storage.bucket", " "),
            ("schema", "1"),
        ]);
        assert!(given(&answers).is_empty());
    }
}
