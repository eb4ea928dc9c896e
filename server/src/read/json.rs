//! JSON as a tree of text.
//!
//! Every JSON text is YAML, so one reader keeps the spelling of both; what it takes beyond JSON is refused before. (YAML ends at
//! names of 1,024 characters, which no field has.)

use documents::{Node, of_document};
use planner::problem::Problem;
use serde::de::IgnoredAny;

pub(super) fn tree(text: &str) -> Result<Node, Problem> {
    let _: IgnoredAny = serde_json::from_str(text).map_err(|error| syntax(&error))?;
    documents::tree(text)
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

#[cfg(test)]
mod tests {
    use super::*;
    use documents::MAX_DEPTH;

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
    fn depth_is_limited() {
        let nested = |levels| format!("{}1{}", "[".repeat(levels), "]".repeat(levels));
        let mut node = tree(&nested(100)).unwrap();
        for _ in 0..MAX_DEPTH {
            let Node::List(items) = node else {
                panic!("{MAX_DEPTH} lists")
            };
            node = items.into_iter().next().unwrap();
        }
        assert_eq!(node, Node::too_deep());
        let problem = tree(&nested(60_000)).unwrap_err();
        assert!(problem.message.ends_with("recursion limit exceeded"), "{problem}");
    }

    #[test]
    fn half_a_character_is_refused() {
        assert_eq!(tree(r#""\ud83d\ude00""#).unwrap(), text("😀"));
        assert!(tree(r#""\ud800""#).is_err());
    }
}
