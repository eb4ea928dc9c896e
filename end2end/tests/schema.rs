//! The Spec's JSON Schema says what the server reads.

use std::path::Path;
use std::process::{Command, Stdio};

/// `cargo xtask test programs` makes both.
const HOWDAH: &str = "target/debug/howdah";
const PYTHON: &str = "target/venv/bin/python3";

#[test]
fn schema_and_server_agree_about_documents_that_nobody_chose() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
    for program in [HOWDAH, PYTHON] {
        assert!(
            root.join(program).is_file(),
            "{program} is missing: `cargo xtask test programs` brings it"
        );
    }
    let output = Command::new(root.join(PYTHON))
        .arg(root.join("end2end/schema/agree.py"))
        .arg(root.join(HOWDAH))
        .stdin(Stdio::null())
        .output()
        .expect("Python runs");
    assert!(
        output.status.success(),
        "{}{}",
        String::from_utf8_lossy(&output.stdout),
        String::from_utf8_lossy(&output.stderr)
    );
}
