//! A folder that is made of files, and made anew when one of them has changed.

use std::path::{Path, PathBuf};
use std::time::SystemTime;
use std::{fs, io};

use crate::run::Result;

/// Lets `fill` fill the folder when a part is newer than it, and tells whether one was.
pub(super) fn make(folder: &Path, parts: &[PathBuf], fill: impl FnOnce(&PathBuf) -> Result) -> Result<bool> {
    if is_newer(folder, parts)? {
        return Ok(false);
    }
    // What is half made must not be taken for made.
    let next = folder.with_extension("next");
    remove(&next)?;
    fs::create_dir_all(&next)?;
    fill(&next)?;
    remove(folder)?;
    fs::rename(next, folder)?;
    Ok(true)
}

/// Whether the folder was made after each of its parts.
fn is_newer(folder: &Path, parts: &[PathBuf]) -> Result<bool> {
    let Ok(made) = folder.metadata().and_then(|metadata| metadata.modified()) else {
        return Ok(false);
    };
    let changed = parts
        .iter()
        .map(|part| part.metadata()?.modified())
        .collect::<io::Result<Vec<SystemTime>>>()?;
    Ok(changed.into_iter().all(|changed| changed <= made))
}

fn remove(folder: &Path) -> Result {
    match fs::remove_dir_all(folder) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => {
            Err(format!("{}: {error}", folder.display()).into())
        }
        _ => Ok(()),
    }
}
