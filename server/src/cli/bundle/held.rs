//! What a folder holds of an earlier bundle: its secrets are kept.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use planner::Plan;
use templates::{Found, Secrets};

use crate::cli::failure::Failure;

/// The Spec that a bundle was made from.
const SPEC: &str = "howdah.yaml";

/// Are in every bundle, and together in nothing else.
const MARKERS: [&str; 2] = [SPEC, "RUNBOOK.md"];

/// The longest file that is read for its secrets. Our judgement: the longest of a bundle has 16 KiB.
const MAX_BYTES: u64 = 1024 * 1024;

#[derive(Debug, Default)]
pub(super) struct Held {
    pub(super) is_bundle: bool,
    pub(super) found: Found,
}

impl Held {
    /// Looks at every file of a bundle, whatever plan it was made from; elsewhere only where this plan has secrets.
    pub(super) fn look(folder: &Path, plan: &Plan) -> Result<Self, Failure> {
        let is_marked = MARKERS.iter().all(|marker| folder.join(marker).exists());
        let paths = if is_marked {
            below(folder).map_err(|error| Failure::io(&error, folder.display()))?
        } else {
            let planned = templates::render(plan, &Secrets::hidden());
            let secret = planned.files.iter().filter(|file| file.is_secret());
            secret
                .map(|file| folder.join(&file.path))
                .filter(|path| path.is_file())
                .collect()
        };
        let mut found = Found::default();
        for path in &paths {
            let name = path.to_string_lossy();
            if Found::is_asked(&name) && is_read(path) {
                let text = fs::read(path).map_err(|error| Failure::io(&error, path.display()))?;
                found.read(&name, &String::from_utf8_lossy(&text));
            }
        }
        Ok(Self {
            is_bundle: is_marked || !paths.is_empty(),
            found,
        })
    }
}

/// A file itself, no link and nothing endless.
fn is_read(path: &Path) -> bool {
    fs::symlink_metadata(path).is_ok_and(|file| file.is_file() && file.len() <= MAX_BYTES)
}

/// Every file below a folder. Links are not followed: they may lead anywhere.
pub(super) fn below(folder: &Path) -> io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    Ok(files)
}
