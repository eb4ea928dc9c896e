//! Reads a Spec's document: YAML, and JSON, which is YAML, too.
//!
//! It becomes a tree in which every scalar is the text that was written, and the tree becomes a [`Raw`]. The planner reads that, as it
//! does with a form and a link, so that all of them have the same fields, limits and messages.

mod flatten;
mod node;
mod yaml;

use planner::Raw;
use planner::problem::{About, Problem};

pub use flatten::flatten;
pub use node::{MAX_DEPTH, Node, Refusal};
pub use yaml::tree;

/// The longest text we read. Our judgement: a Spec that gives every field is under 2 KiB.
pub const MAX_BYTES: usize = 64 * 1024;

/// What a document gives, and everything whose shape is wrong. An error is a text that is no YAML.
pub fn read(text: &str) -> Result<(Raw, Vec<Problem>), Problem> {
    if text.len() > MAX_BYTES {
        return Err(too_long());
    }
    Ok(flatten(&tree(without_mark(text))?))
}

/// Without the mark of byte order that some editors put first.
pub fn without_mark(text: &str) -> &str {
    text.strip_prefix('\u{feff}').unwrap_or(text)
}

/// A problem with the document as a whole has no path.
pub fn of_document(message: impl Into<String>, limit: impl Into<String>) -> Problem {
    Problem {
        about: About::Document,
        value: String::new(),
        message: message.into(),
        limit: limit.into(),
    }
}

pub fn too_long() -> Problem {
    of_document("the text is too long", format!("at most {MAX_BYTES} bytes"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_gives_its_answers_and_says_what_has_no_place() {
        let (raw, problems) =
            read("\u{feff}site: { domain: a.example }\nzebra: 1\nhosts:\n  - cores: [4]\n").unwrap();
        let given: Vec<_> = raw.iter().collect();
        assert_eq!(given, [("site.domain", "a.example"), ("zebra", "1")]);
        let told: Vec<_> = problems.iter().map(ToString::to_string).collect();
        assert_eq!(
            told,
            ["hosts.0.cores: is a list (a whole number from 1 to 1024 cores)"]
        );
    }

    #[test]
    fn what_is_no_yaml_or_too_long_is_one_problem() {
        assert!(read("site: [").unwrap_err().message.contains("not YAML"));
        assert!(read(&" ".repeat(MAX_BYTES)).is_ok());
        assert_eq!(
            read(&" ".repeat(MAX_BYTES + 1)).unwrap_err().message,
            "the text is too long"
        );
    }
}
