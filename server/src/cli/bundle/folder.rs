//! A bundle as a folder, laid out as it is unpacked. It is written whole, or everything is as it was.

mod folders;

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use templates::{Bundle, File};

use super::Leave;
use super::held::below;
use super::write::{Staged, stage};
use crate::cli::failure::{Failure, say};
use folders::NewFolders;

/// Names of files that are told before the rest is only counted.
const MOST_NAMES: usize = 10;

/// Writes every file but the Spec that was read, which stays as it is. Says how many.
pub(super) fn write(
    folder: &Path,
    bundle: &Bundle,
    has_bundle: bool,
    spec: Option<&Path>,
    leave: Leave,
) -> Result<usize, Failure> {
    let name = folder.display();
    let others = others(folder, spec).map_err(|error| Failure::io(&error, &name))?;
    if others && !has_bundle && !leave.over_files {
        return Err(Failure::Other(format!(
            "{name} is not empty; choose another folder, or --force"
        )));
    }
    let stays = |file: &File| {
        let path = folder.join(&file.path);
        spec.is_some_and(|spec| is_same(spec, &path))
    };
    let files: Vec<_> = bundle.files.iter().filter(|file| !stays(file)).collect();
    if let Some(link) = files.iter().find_map(|file| link_above(folder, file)) {
        return Err(Failure::Other(format!(
            "{} is a link, and secrets would be written where it leads; remove it, or choose another folder",
            link.display()
        )));
    }
    put_all(folder, &files)?;
    if has_bundle {
        tell_left_over(folder, bundle).map_err(|error| Failure::io(&error, &name))?;
    }
    Ok(files.len())
}

/// All files are written beside their places before the first is put there: what can fail, a full disk or a place that is taken, fails
/// before anything is changed.
fn put_all(folder: &Path, files: &[&File]) -> Result<(), Failure> {
    let as_it_was = |path: &Path, error: &io::Error| {
        Failure::io(error, format_args!("nothing was written, for {}", path.display()))
    };
    let mut folders = NewFolders::default();
    let mut staged = Vec::new();
    for file in files {
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

/// Whether something is in it beside the Spec.
fn others(folder: &Path, spec: Option<&Path>) -> io::Result<bool> {
    let entries = match fs::read_dir(folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let path = entry?.path();
        if !spec.is_some_and(|spec| is_same(spec, &path)) {
            return Ok(true);
        }
    }
    Ok(false)
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
    let left: BTreeSet<_> = below(folder)?
        .into_iter()
        .filter(|path| !ours.contains(path))
        .collect();
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
