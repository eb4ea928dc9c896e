//! JSON as a tree of text.

use std::fmt;

use planner::problem::Problem;
use serde::{
    Deserialize, Deserializer,
    de::{MapAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{
    node::{MAX_DEPTH, Node},
    of_document,
};

pub(super) fn tree(text: &str) -> Result<Node, Problem> {
    let root: &RawValue = serde_json::from_str(text).map_err(|error| syntax(&error))?;
    Ok(node(root.get(), 0))
}

/// `text` is one JSON value: the whole document has been found well-formed.
fn node(text: &str, depth: usize) -> Node {
    match text.as_bytes().first() {
        Some(b'{' | b'[') if depth == MAX_DEPTH => Node::too_deep(),
        Some(b'{') => read(text, |Members(members): Members<'_>| {
            Node::Map(
                members
                    .into_iter()
                    .map(|(name, value)| (name, node(value.get(), depth + 1)))
                    .collect(),
            )
        }),
        Some(b'[') => read(text, |items: Vec<&RawValue>| {
            Node::List(
                items
                    .into_iter()
                    .map(|item| node(item.get(), depth + 1))
                    .collect(),
            )
        }),
        Some(b'"') => read(text, Node::Text),
        _ if text == "null" => Node::Null,
        _ => Node::Text(text.to_owned()),
    }
}

/// Escapes are looked at only now; half of a surrogate pair is well-formed and yet no text.
fn read<'a, T: Deserialize<'a>>(text: &'a str, then: impl FnOnce(T) -> Node) -> Node {
    serde_json::from_str(text).map_or_else(
        |_| Node::refused(text, "is not text", "Unicode without lone surrogates"),
        then,
    )
}

fn syntax(error: &serde_json::Error) -> Problem {
    let (line, column) = (error.line(), error.column());
    let message = error.to_string();
    // serde_json ends its messages with the place.
    let what = message
        .strip_suffix(&format!(" at line {line} column {column}"))
        .unwrap_or(&message);
    of_document(
        format!("line {line}, column {column}: not JSON: {what}"),
        "well-formed JSON",
    )
}

/// The members of an object, all of them: a map would lose those that come twice.
struct Members<'a>(Vec<(String, &'a RawValue)>);

impl<'de: 'a, 'a> Deserialize<'de> for Members<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MembersVisitor)
    }
}

struct MembersVisitor;

impl<'de> Visitor<'de> for MembersVisitor {
    type Value = Members<'de>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut members = Vec::new();
        while let Some(member) = map.next_entry()? {
            members.push(member);
        }
        Ok(Members(members))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Node {
        Node::Text(text.to_owned())
    }

    #[test]
    fn numbers_keep_their_spelling() {
        assert_eq!(
            tree(r#" {"a": 4.10, "b": [1e3, true, null, "x\n"]} "#).unwrap(),
            Node::Map(vec![
                ("a".to_owned(), text("4.10")),
                (
                    "b".to_owned(),
                    Node::List(vec![text("1e3"), text("true"), Node::Null, text("x\n")])
                ),
            ])
        );
    }

    #[test]
    fn a_name_that_comes_twice_is_there_twice() {
        let Node::Map(members) = tree(r#"{"a": 1, "a": 2}"#).unwrap() else {
            panic!("an object")
        };
        assert_eq!(
            members,
            [("a".to_owned(), text("1")), ("a".to_owned(), text("2"))]
        );
    }

    #[test]
    fn a_syntax_error_is_placed() {
        let problem = tree("{\n  \"a\": 1,\n}").unwrap_err();
        assert_eq!(
            problem.message,
            "line 3, column 1: not JSON: key must be a string"
        );
    }

    #[test]
    fn depth_is_limited_and_half_a_character_is_refused() {
        let deep = format!("{}1{}", "[".repeat(60_000), "]".repeat(60_000));
        let mut node = tree(&deep).unwrap();
        for _ in 0..MAX_DEPTH {
            let Node::List(items) = node else {
                panic!("{MAX_DEPTH} lists")
            };
            node = items.into_iter().next().unwrap();
        }
        assert_eq!(node, Node::too_deep());
        assert!(matches!(tree(r#""\ud800""#).unwrap(), Node::Refused(_)));
    }
}
