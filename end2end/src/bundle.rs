//! An unpacked bundle: which files it has, and for which programs' versions.

use std::fs;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

use crate::read::env::{self, Env};

/// What `howdah.yaml` leaves out has these values: its defaults are a promise.
const DEFAULT_MASTODON: &str = "4.7";
const DEFAULT_DISTRIBUTION: &str = "debian-13";

/// How a host runs Mastodon.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Run {
    Systemd,
    Compose,
}

/// A folder that a bundle was unpacked into.
#[derive(Debug, Clone)]
pub struct BundleDir {
    pub root: PathBuf,
    /// Mastodon's version, as (major, minor).
    pub mastodon: (u32, u32),
    /// The distribution that the files are for, such as `debian-13`.
    pub distribution: String,
    pub hosts: Vec<Host>,
    /// How long `verify.sh` waits on a booted host, if not as long as by itself.
    pub patience_seconds: Option<u32>,
}

/// One host's folder, laid out as on the host.
#[derive(Debug, Clone)]
pub struct Host {
    pub name: String,
    pub folder: PathBuf,
    pub run: Run,
}

/// A file below a folder, with its path as it is named there.
#[derive(Debug, Clone)]
pub struct File {
    pub path: String,
    pub bytes: Vec<u8>,
    pub mode: u32,
}

impl File {
    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.bytes).into_owned()
    }
}

impl BundleDir {
    /// Opens a bundle. It has a Spec, and a folder for each host.
    pub fn open(root: impl Into<PathBuf>) -> Result<Self, String> {
        let root = root.into();
        let spec = fs::read_to_string(root.join("howdah.yaml"))
            .map_err(|error| format!("{}/howdah.yaml: {error}", root.display()))?;
        let version = answer(&spec, "mastodon").unwrap_or_else(|| DEFAULT_MASTODON.to_owned());
        let mastodon = version
            .split_once('.')
            .and_then(|(major, minor)| Some((major.parse().ok()?, minor.parse().ok()?)))
            .ok_or_else(|| format!("howdah.yaml: mastodon is {version:?}"))?;
        let distribution = answer(&spec, "distribution").unwrap_or_else(|| DEFAULT_DISTRIBUTION.to_owned());
        let hosts: Vec<Host> = folders(&root)?.into_iter().filter_map(Host::open).collect();
        if hosts.is_empty() {
            return Err(format!("{}: no folder of a host", root.display()));
        }
        Ok(Self {
            root,
            mastodon,
            distribution,
            hosts,
            patience_seconds: None,
        })
    }

    /// Every file of the bundle, in order of its path.
    pub fn files(&self) -> Vec<File> {
        files_below(&self.root)
    }
}

impl Host {
    fn open(folder: PathBuf) -> Option<Self> {
        let has_containers = files_below(&folder)
            .iter()
            .any(|file| file.path.ends_with("/docker-compose.yml"));
        let run = if has_containers {
            Run::Compose
        } else if folder.join("etc").is_dir() {
            Run::Systemd
        } else {
            return None;
        };
        let name = folder.file_name()?.to_string_lossy().into_owned();
        Some(Self { name, folder, run })
    }

    /// A file's text, if the host has the file.
    pub fn text(&self, path: &str) -> Option<String> {
        fs::read_to_string(self.folder.join(path)).ok()
    }

    /// The host's files, named from its root without the leading slash.
    pub fn files(&self) -> Vec<File> {
        files_below(&self.folder)
    }

    /// Mastodon's folder: where its `.env.production` is, or the compose file.
    pub(crate) fn mastodon(&self) -> String {
        let files = self.files();
        let folder = |name| files.iter().find_map(|file| file.path.strip_suffix(name));
        let folder = folder("/docker-compose.yml").or_else(|| folder("/.env.production"));
        folder.unwrap_or_default().to_owned()
    }

    /// Where `.env.production` is.
    pub fn env_path(&self) -> String {
        format!("{}/.env.production", self.mastodon())
    }

    /// `.env.production`, empty if the host has none.
    pub(crate) fn env(&self) -> Env {
        env::parse(&self.text(&self.env_path()).unwrap_or_default())
    }
}

/// A top-level answer of `howdah.yaml`.
fn answer(spec: &str, key: &str) -> Option<String> {
    let line = spec
        .lines()
        .find_map(|line| line.strip_prefix(key)?.strip_prefix(':'))?;
    let value = line.split(" #").next().unwrap_or(line);
    Some(value.trim().trim_matches(['"', '\'']).to_owned())
}

fn folders(root: &Path) -> Result<Vec<PathBuf>, String> {
    let entries = fs::read_dir(root).map_err(|error| format!("{}: {error}", root.display()))?;
    let mut folders: Vec<_> = entries.flatten().map(|entry| entry.path()).collect();
    folders.retain(|path| path.is_dir());
    folders.sort();
    Ok(folders)
}

fn files_below(root: &Path) -> Vec<File> {
    let mut waiting = vec![root.to_owned()];
    let mut files = Vec::new();
    while let Some(folder) = waiting.pop() {
        for entry in fs::read_dir(&folder).into_iter().flatten().flatten() {
            let path = entry.path();
            if path.is_dir() {
                waiting.push(path);
            } else if let (Ok(bytes), Ok(meta)) = (fs::read(&path), path.metadata()) {
                let path = path
                    .strip_prefix(root)
                    .unwrap_or(&path)
                    .to_string_lossy()
                    .into_owned();
                files.push(File {
                    path,
                    bytes,
                    mode: meta.permissions().mode() & 0o7777,
                });
            }
        }
    }
    files.sort_by(|a, b| a.path.cmp(&b.path));
    files
}

#[cfg(test)]
mod tests {
    use super::answer;

    #[test]
    fn reads_answers_quoted_bare_and_commented() {
        let spec = "schema: 1\nmastodon: \"4.2\"\ndistribution: debian-12  # old\nload:\n  run: x\n";
        assert_eq!(answer(spec, "mastodon").as_deref(), Some("4.2"));
        assert_eq!(answer(spec, "distribution").as_deref(), Some("debian-12"));
        assert_eq!(answer(spec, "run"), None);
    }
}
