//! Whatever is sent, the server answers, and never with its own fault.

use proptest::prelude::*;
use tokio::runtime::Runtime;

use crate::support::post;

const TYPES: [&str; 4] = [
    "",
    "application/json",
    "application/yaml",
    "application/x-www-form-urlencoded",
];

fn is_no_fault_of_ours(path: &'static str, content_type: &'static str, body: Vec<u8>) {
    let runtime = Runtime::new().expect("a runtime");
    let answer = runtime.block_on(post(path, content_type, body));
    assert!(answer.status.as_u16() < 500, "{path}: {}", answer.text());
}

/// Pieces that Specs are made of, in any order.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "site",
        "domain",
        "hosts",
        "cores",
        "memory",
        "load",
        "storage",
        "example.social",
        "8 GiB",
        "4",
        "-1",
        "1e9",
        ".nan",
        "null",
        "~",
        "[",
        "]",
        "{",
        "}",
        ":",
        ": ",
        ",",
        "- ",
        "\n",
        "\n  ",
        "  ",
        "&a ",
        "*a",
        "<<: ",
        "!!int ",
        "\"",
        "'",
        "#",
        "|",
        ">",
        "? ",
        "---\n",
        "...\n",
        "%YAML 1.2\n",
        "\t",
        "\u{0}",
        "\u{feff}",
        "ä",
        "=",
        "&",
        "%0A",
        "hosts.0.cores",
        "hosts.99999999999999999999.cores",
        "site.domain",
    ]);
    prop::collection::vec(piece, 0..40).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_bytes_get_an_answer(
        path in prop::sample::select(vec!["/api/v1/plan", "/api/v1/bundle", "/download"]),
        content_type in prop::sample::select(TYPES.to_vec()),
        body in prop::collection::vec(any::<u8>(), 0..512),
    ) {
        is_no_fault_of_ours(path, content_type, body);
    }

    #[test]
    fn any_almost_spec_gets_an_answer(
        path in prop::sample::select(vec!["/api/v1/plan", "/api/v1/bundle", "/download"]),
        content_type in prop::sample::select(TYPES.to_vec()),
        body in pieces(),
    ) {
        is_no_fault_of_ours(path, content_type, body.into_bytes());
    }

    #[test]
    fn any_values_of_known_fields_get_an_answer(
        values in prop::collection::vec((0..planner::FIELDS.len(), "\\PC{0,30}"), 0..12),
        domain in prop::bool::ANY,
    ) {
        let mut form = form_urlencoded::Serializer::new(String::new());
        if domain {
            form.append_pair("site.domain", "example.social");
        }
        for (field, value) in values {
            form.append_pair(&planner::FIELDS[field].path(0), &value);
        }
        is_no_fault_of_ours("/download", TYPES[3], form.finish().into_bytes());
    }
}
