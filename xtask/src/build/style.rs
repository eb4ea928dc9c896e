//! One style sheet of the files in `style`.

use std::fs;
use std::path::PathBuf;

use crate::run::Result;

const FOLDER: &str = "style";
/// In the order of the cascade: what comes later wins.
const SHEETS: [&str; 8] = [
    "tokens",
    "base",
    "layout",
    "wizard",
    "ui",
    "result",
    "rules",
    "conditions",
];

/// The files that it is made of.
pub(super) fn parts() -> Vec<PathBuf> {
    SHEETS
        .iter()
        .map(|sheet| PathBuf::from(FOLDER).join(sheet).with_extension("css"))
        .collect()
}

/// All of them, one after the other.
pub(super) fn sheet() -> Result<String> {
    let parts = parts();
    for entry in fs::read_dir(FOLDER)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "css") && !parts.contains(&path) {
            return Err(format!("{} is not in SHEETS of xtask/src/build/style.rs", path.display()).into());
        }
    }
    let mut sheet = String::new();
    for part in parts {
        sheet.push_str(&fs::read_to_string(part)?);
    }
    Ok(sheet)
}
