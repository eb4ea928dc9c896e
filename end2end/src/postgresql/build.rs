//! Which build of PostgreSQL reads the files, and what it was built without.

use std::error::Error;
use std::fs;
use std::io::ErrorKind;
use std::os::unix::fs::symlink;
use std::path::{Path, PathBuf};

use crate::read::plain::assignments;
use crate::world::World;
use crate::{Report, programs};

/// Where Debian's and PGDG's packages have each version.
const PACKAGES: &str = "/usr/lib/postgresql";

/// Where npm puts builds of the versions that the distribution does not have.
const NPM: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/programs/node_modules");

/// Values that the npm builds were made without, and PGDG's packages have
/// (`postgres -C` says "Available values").
const LACKING: &[(&str, &[&str])] = &[
    ("io_method", &["io_uring"]),
    ("wal_compression", &["lz4", "zstd"]),
];

/// The programs of one version.
pub(crate) struct Build {
    version: u32,
    /// A folder with `bin`, `lib` and `share` to be shown at the packages' place.
    npm: Option<PathBuf>,
}

impl Build {
    /// The distribution's packages, else the npm build of that version.
    pub(crate) fn of(version: u32) -> Result<Self, String> {
        programs::find("pg_createcluster")?;
        if Path::new(PACKAGES)
            .join(version.to_string())
            .join("bin/postgres")
            .is_file()
        {
            return Ok(Self { version, npm: None });
        }
        let package = Path::new(NPM).join(format!("postgresql-{version}"));
        if !package.join("native/bin/postgres").is_file() {
            return Err(format!(
                "PostgreSQL {version} is missing: `cargo xtask test programs` brings it"
            ));
        }
        links(&package).map_err(|error| format!("{}: {error}", package.display()))?;
        Ok(Self {
            version,
            npm: Some(package.join("native")),
        })
    }

    /// Whether it is the distribution's own, with all that its packages have.
    pub(crate) fn is_packaged(&self) -> bool {
        self.npm.is_none()
    }

    /// Shows the programs at the packages' place.
    pub(crate) fn install(&self, world: &World) -> Result<(), String> {
        match &self.npm {
            Some(folder) => world.bind(folder, &format!("{PACKAGES}/{}", self.version)),
            None => Ok(()),
        }
    }

    /// The path of a program inside.
    pub(crate) fn program(&self, name: &str) -> String {
        format!("{PACKAGES}/{}/bin/{name}", self.version)
    }

    /// A text without the settings whose values this build lacks, each of them reported.
    pub(crate) fn without_what_it_lacks(&self, text: &str, file: &str, report: &mut Report) -> String {
        let mut kept = String::new();
        for line in text.lines() {
            let setting = assignments(line).into_iter().next();
            let lacks = |(name, values): &(&str, &[&str])| {
                setting
                    .as_ref()
                    .is_some_and(|(key, value)| key == name && values.contains(&&**value))
            };
            if self.npm.is_some() && LACKING.iter().any(lacks) {
                let line = line.split('#').next().unwrap_or_default().trim();
                report.skip(format!(
                    "{file}: `{line}`: PostgreSQL {} was built without it",
                    self.version
                ));
            } else {
                kept.push_str(line);
            }
            kept.push('\n');
        }
        kept
    }
}

/// A client program of the newest packaged version; it speaks with servers of every version.
pub(crate) fn client(name: &str) -> Result<String, String> {
    let versions = std::fs::read_dir(PACKAGES).into_iter().flatten().flatten();
    let mut programs: Vec<_> = versions
        .map(|v| v.path().join("bin").join(name))
        .filter(|file| file.is_file())
        .collect();
    programs.sort();
    let program = programs.pop().map(|file| file.to_string_lossy().into_owned());
    program.ok_or_else(|| format!("{name} is missing: apt-get install postgresql"))
}

/// A package of npm's cannot hold links. This one lists them in a file, for a script of
/// its own that is not run here.
fn links(package: &Path) -> Result<(), Box<dyn Error>> {
    let list = fs::read_to_string(package.join("native/pg-symlinks.json"))?;
    let list: serde_json::Value = serde_json::from_str(&list)?;
    for link in list.as_array().into_iter().flatten() {
        let path = |end: &str| Path::new(link[end].as_str().unwrap_or_default()).to_owned();
        // Both ends are in one folder.
        let (source, place) = (path("source"), package.join(path("target")));
        if let Err(error) = symlink(source.file_name().unwrap_or_default(), place)
            && error.kind() != ErrorKind::AlreadyExists
        {
            return Err(error.into());
        }
    }
    Ok(())
}
