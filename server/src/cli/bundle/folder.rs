//! A bundle as a folder, laid out as it is unpacked. It is written whole, or everything is as it was.

mod folders;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use templates::{Bundle, File};

use super::Leave;
use super::write::{Staged, stage};
use crate::cli::failure::{Failure, say};
use folders::NewFolders;

/// Are in every bundle, and together in nothing else.
const MARKERS: [&str; 2] = [SPEC, "RUNBOOK.md"];

/// The Spec that a bundle was made from.
const SPEC: &str = "howdah.yaml";

/// Names of files that are told before the rest is only counted.
const MOST_NAMES: usize = 10;

/// Writes every file. `spec` is where the Spec was read, which is written over only in a bundle.
pub(super) fn write(
    folder: &Path,
    bundle: &Bundle,
    spec: Option<&Path>,
    leave: Leave,
) -> Result<(), Failure> {
    let name = folder.display();
    let is_empty = is_empty(folder).map_err(|error| Failure::io(&error, &name))?;
    let has_markers = MARKERS.iter().all(|marker| folder.join(marker).exists());
    let has_bundle = has_markers || bundle.files.iter().any(|file| is_kept(folder, file));
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
    if !has_bundle && spec.is_some_and(|spec| is_same(spec, &folder.join(SPEC))) {
        return Err(Failure::Other(format!(
            "{name} holds the Spec itself, over which the bundle's would be written; choose another folder"
        )));
    }
    if let Some(link) = bundle.files.iter().find_map(|file| link_above(folder, file)) {
        return Err(Failure::Other(format!(
            "{} is a link, and secrets would be written where it leads; remove it, or choose another folder",
            link.display()
        )));
    }
    put_all(folder, bundle)?;
    if has_bundle {
        tell_left_over(folder, bundle).map_err(|error| Failure::io(&error, &name))?;
    }
    Ok(())
}

/// All files are written beside their places before the first is put there: what can fail, a full disk or a place that is taken, fails
/// before anything is changed.
fn put_all(folder: &Path, bundle: &Bundle) -> Result<(), Failure> {
    let as_it_was = |path: &Path, error: &io::Error| {
        Failure::io(error, format_args!("nothing was written, for {}", path.display()))
    };
    let mut folders = NewFolders::default();
    let mut staged = Vec::new();
    for file in &bundle.files {
        let path = folder.join(&file.path);
        let parent = path.parent().unwrap_or(folder);
        let file = folders
            .create(parent)
            .and_then(|()| stage(&path, file.mode, file.text.as_bytes()))
            .map_err(|error| as_it_was(&path, &error))?;
        staged.push(file);
    }
    folders.keep();
    for file in staged {
        let path = file.path().to_owned();
        Staged::put(file).map_err(|error| Failure::io(&error, path.display()))?;
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

fn is_same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => false,
    }
}

/// The first link in the way to this file that is not its last part. Whoever names a folder means where it leads; what is in it may be
/// somebody else's doing.
fn link_above(folder: &Path, file: &File) -> Option<PathBuf> {
    let mut path = folder.to_owned();
    let mut parts: Vec<_> = Path::new(&file.path).iter().collect();
    parts.pop();
    parts.into_iter().find_map(|part| {
        path.push(part);
        fs::symlink_metadata(&path)
            .is_ok_and(|there| there.is_symlink())
            .then(|| path.clone())
    })
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
