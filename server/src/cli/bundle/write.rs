//! Writes one file so that it is there whole or not at all, and never readable by more people than it should be.

use std::{
    fs::{self, File, OpenOptions},
    io::{self, Write},
    path::Path,
};

/// Creates or replaces a file with these permissions, which it has before the first byte is in it.
/// What stands at the path is replaced, not followed, should it be a link.
pub(super) fn write(path: &Path, mode: u32, bytes: &[u8]) -> io::Result<()> {
    let mut name = path.file_name().ok_or(io::ErrorKind::InvalidFilename)?.to_owned();
    name.push(".partial");
    let partial = path.with_file_name(name);
    // Of a run that was cut off.
    match fs::remove_file(&partial) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => return Err(error),
        _ => {}
    }
    let result = create(&partial, mode).and_then(|mut file| file.write_all(bytes));
    let result = result.and_then(|()| fs::rename(&partial, path));
    if result.is_err() {
        // The error that is told is the one that came first.
        let _ = fs::remove_file(&partial);
    }
    result
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
