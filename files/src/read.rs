//! Answers from a `howdah.yaml` that somebody chose. It stays in the browser.

use documents::MAX_BYTES;
use form_urlencoded::Serializer;
use js_sys::{Array, JsString, Object, Reflect};
use planner::Raw;
use wasm_bindgen::prelude::wasm_bindgen;

/// Bytes of a file that are worth reading: one more than are understood, so that a longer one is seen to be too long.
#[wasm_bindgen(js_name = mostBytes)]
pub fn most_bytes() -> usize {
    MAX_BYTES + 1
}

/// The answers as in a link, `answers`, and what could not be understood, `problems`; they are for `app/start.js`.
#[wasm_bindgen]
pub fn read(text: &str) -> Object {
    let (answers, problems) = answers(text);
    let problems: Array = problems
        .iter()
        .map(|problem| JsString::from(problem.as_str()))
        .collect();
    let object = Object::new();
    // A new object takes every field.
    let _ = Reflect::set(&object, &"answers".into(), &answers.into());
    let _ = Reflect::set(&object, &"problems".into(), &problems);
    object
}

fn answers(text: &str) -> (String, Vec<String>) {
    let (raw, problems) = documents::read(text).unwrap_or_else(|problem| (Raw::new(), vec![problem]));
    let query = Serializer::new(String::new()).extend_pairs(raw.iter()).finish();
    (query, problems.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_becomes_the_answers_of_a_link() {
        let (query, problems) =
            answers("site: { domain: a.example, server: changed }\nhosts: [{ memory: 8 GiB }]");
        assert_eq!(
            query,
            "hosts.0.memory=8+GiB&site.domain=a.example&site.server=changed"
        );
        assert!(problems.is_empty());
    }

    #[test]
    fn what_is_not_understood_is_said_and_gives_no_answer() {
        let (query, problems) = answers("{");
        assert_eq!(query, "");
        assert_eq!(problems.len(), 1);
        let (query, problems) = answers("site: [a]\nload: { active_users: 5 }");
        assert_eq!(query, "load.active_users=5");
        assert!(problems[0].starts_with("site: is a list"), "{problems:?}");
    }
}
