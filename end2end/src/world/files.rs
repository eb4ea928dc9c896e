//! Files of the private copy: written, read and owned from outside it.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::Path;

use nix::mount::{MsFlags, mount};

use super::World;
use crate::programs;

impl World {
    /// Shows a folder of the machine at another place of the copy.
    pub(crate) fn bind(&self, folder: &Path, place: &str) -> Result<(), String> {
        let target = self.path(place);
        fs::create_dir_all(&target).map_err(|error| format!("{place}: {error}"))?;
        mount(
            Some(folder),
            &target,
            None::<&str>,
            MsFlags::MS_BIND,
            None::<&str>,
        )
        .map_err(|error| format!("{} at {place}: {error}", folder.display()))
    }

    /// Writes a file, with the folders above it.
    pub(crate) fn write(&self, path: &str, text: &str) -> Result<(), String> {
        let file = self.path(path);
        let folder = file.parent().unwrap_or(&file);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&file, text))
            .map_err(|error| format!("{path}: {error}"))
    }

    /// Reads a file; an absent one is empty.
    pub(crate) fn read(&self, path: &str) -> String {
        fs::read(self.path(path))
            .map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
            .unwrap_or_default()
    }

    /// Removes a file or a folder, if it is there.
    pub(crate) fn remove(&self, path: &str) -> Result<(), String> {
        programs::run(programs::command("rm")?.arg("-rf").arg(self.path(path)))?.success()?;
        Ok(())
    }

    /// Makes a folder that belongs to a user.
    pub(crate) fn folder(&self, path: &str, owner: &str) -> Result<(), String> {
        fs::create_dir_all(self.path(path)).map_err(|error| format!("{path}: {error}"))?;
        self.own(path, owner)
    }

    /// Gives a path and all below it to a user.
    pub(crate) fn own(&self, path: &str, owner: &str) -> Result<(), String> {
        let mut chown = self.command("root", "chown")?;
        programs::run(chown.args(["-R", &format!("{owner}:"), path]))?.success()?;
        Ok(())
    }

    /// Sets a file's mode.
    pub(crate) fn mode(&self, path: &str, mode: u32) -> Result<(), String> {
        fs::set_permissions(self.path(path), fs::Permissions::from_mode(mode))
            .map_err(|error| format!("{path}: {error}"))
    }

    /// Copies a tree to a place, as it is.
    pub(crate) fn copy(&self, tree: &Path, place: &str) -> Result<(), String> {
        let mut copy = programs::command("cp")?;
        programs::run(copy.arg("-aT").arg(tree).arg(self.path(place)))?.success()?;
        Ok(())
    }

    /// Lays a tree out over the copy, with its modes, owned by root as after `unzip`.
    pub(crate) fn lay_out(&self, tree: &Path) -> Result<(), String> {
        let mut copy = programs::command("cp")?;
        copy.args(["--recursive", "--preserve=mode", "--no-target-directory"]);
        programs::run(copy.arg(tree).arg(self.root()))?.success()?;
        Ok(())
    }
}
