//! A bundle as one file. It holds secrets, so it is for its owner only.

use std::fs;
use std::path::Path;

use super::Leave;
use super::write::{Staged, stage};
use crate::cli::failure::Failure;

const OWNER_ONLY: u32 = 0o600;

pub(super) fn write(path: &Path, bytes: &[u8], leave: Leave) -> Result<(), Failure> {
    let name = path.display();
    if !leave.over_secrets && fs::symlink_metadata(path).is_ok() {
        return Err(Failure::Other(format!(
            "{name} is there already, and its secrets would be lost; choose another name, and --keep-secrets-from with \
             the .env.production of the server"
        )));
    }
    stage(path, OWNER_ONLY, bytes)
        .and_then(Staged::put)
        .map_err(|error| Failure::io(&error, name))
}
