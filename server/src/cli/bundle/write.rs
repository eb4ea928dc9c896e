//! Writes a file beside its place, then puts it there: it is there whole or not at all, and never readable by more people than it
//! should be.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

/// A whole file beside its place. Unless it is put there, it goes when this is dropped.
#[derive(Debug)]
pub(super) struct Staged {
    partial: PathBuf,
    path: PathBuf,
}

/// Writes a file with these permissions, which it has before the first byte is in it.
pub(super) fn stage(path: &Path, mode: u32, bytes: &[u8]) -> io::Result<Staged> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    if fs::symlink_metadata(path).is_ok_and(|there| there.is_dir()) {
        return Err(io::ErrorKind::IsADirectory.into());
    }
    name.push(".partial");
    let staged = Staged {
        partial: path.with_file_name(name),
        path: path.to_owned(),
    };
    // Of a run that was cut off.
    match fs::remove_file(&staged.partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    create(&staged.partial, mode)?.write_all(bytes)?;
    Ok(staged)
}

impl Staged {
    pub(super) fn path(&self) -> &Path {
        &self.path
    }

    /// What stands at the path is replaced, not followed, should it be a link.
    pub(super) fn put(self) -> io::Result<()> {
        fs::rename(&self.partial, &self.path)
    }
}

impl Drop for Staged {
    fn drop(&mut self) {
        // Not there any more, where it was put. Otherwise the error that is told is the one that came first.
        let _ = fs::remove_file(&self.partial);
    }
}

#[cfg(unix)]
fn create(path: &Path, mode: u32) -> io::Result<File> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};

    let file = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(mode)
        .open(path)?;
    // The umask may have taken some away.
    file.set_permissions(fs::Permissions::from_mode(mode))?;
    Ok(file)
}

#[cfg(not(unix))]
fn create(path: &Path, _mode: u32) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
