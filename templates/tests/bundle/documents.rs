//! `docs/files.md` says what the code says. `UPDATE_DOCS=1` writes it anew.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::path::Path;

use templates::FILES;

use super::spread::cases;

const NOTE: &str =
    "Derived from the code; `UPDATE_DOCS=1 cargo test -p templates --test bundle documents` writes it anew.";

#[test]
fn files_are_documented() {
    let mut text = format!(
        "# Files\n\n{NOTE}\n\nEvery kind of file that a bundle may have, with the paths that plans of many kinds give. `HOST` is the \
         host's name.\n"
    );
    for kind in FILES {
        write!(
            text,
            "\n## {}\n\n{} Read by {}.\n\n",
            kind.id, kind.summary, kind.reader
        )
        .unwrap();
        for path in paths(kind.id) {
            writeln!(text, "- `{path}`").unwrap();
        }
    }
    let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs/files.md");
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&place, &text).unwrap();
    }
    let there = std::fs::read_to_string(&place).unwrap_or_default();
    assert!(
        there == text,
        "docs/files.md is stale: UPDATE_DOCS=1 writes it anew"
    );
}

fn paths(kind: &str) -> BTreeSet<String> {
    let of_case = cases().iter().flat_map(|case| {
        let host = format!("{}/", case.plan.hosts[0].name);
        let files = case.bundle.files.iter().filter(|file| file.kind.id == kind);
        files.map(move |file| match file.path.strip_prefix(&host) {
            Some(path) => format!("HOST/{path}"),
            None => file.path.clone(),
        })
    });
    of_case.collect()
}
