//! A bundle as a folder, laid out as it is unpacked.

use std::{collections::BTreeSet, fs, io, path::Path};

use templates::{Bundle, File};

use super::{Leave, write::write as write_file};
use crate::cli::failure::{Failure, say};

/// Is in every bundle and in nothing else.
const MARKER: &str = "howdah.yaml";

/// Names of files that are told before the rest is only counted.
const MOST_NAMES: usize = 10;

pub(super) fn write(folder: &Path, bundle: &Bundle, leave: Leave) -> Result<(), Failure> {
    let name = folder.display();
    let is_empty = is_empty(folder).map_err(|error| Failure::io(&error, &name))?;
    let has_bundle = folder.join(MARKER).exists() || bundle.files.iter().any(|file| is_kept(folder, file));
    if has_bundle && !leave.over_secrets {
        return Err(Failure::Other(format!(
            "{name} holds a bundle already, and its secrets would be lost; write into another folder and compare, \
             or --replace-secrets"
        )));
    }
    if !is_empty && !leave.over_files {
        return Err(Failure::Other(format!(
            "{name} is not empty; choose another folder, or --force"
        )));
    }
    for file in &bundle.files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        fs::create_dir_all(parent)
            .and_then(|()| write_file(&path, file.mode, file.text.as_bytes()))
            .map_err(|error| Failure::io(&error, path.display()))?;
    }
    if has_bundle {
        tell_left_over(folder, bundle).map_err(|error| Failure::io(&error, &name))?;
    }
    Ok(())
}

/// Whether there is nothing in it, or no such folder.
fn is_empty(folder: &Path) -> io::Result<bool> {
    match fs::read_dir(folder) {
        Ok(mut entries) => Ok(entries.next().is_none()),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(true),
        Err(error) => Err(error),
    }
}

/// Whether a secret stands where this file would go.
fn is_kept(folder: &Path, file: &File) -> bool {
    const OTHERS: u32 = 0o007;
    file.mode & OTHERS == 0 && folder.join(&file.path).exists()
}

/// A unit of an earlier plan would be started beside those of this one.
fn tell_left_over(folder: &Path, bundle: &Bundle) -> io::Result<()> {
    let ours: BTreeSet<_> = bundle.files.iter().map(|file| folder.join(&file.path)).collect();
    let mut left = BTreeSet::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if entry.file_type()?.is_dir() {
                folders.push(entry.path());
            } else if !ours.contains(&entry.path()) {
                left.insert(entry.path());
            }
        }
    }
    for path in left.iter().take(MOST_NAMES) {
        say(
            "left as it was, not part of this plan: ",
            &path.display().to_string(),
        );
    }
    if let Some(more) = left.len().checked_sub(MOST_NAMES).filter(|&more| more > 0) {
        say("left as they were: ", &format!("{more} more files"));
    }
    Ok(())
}
