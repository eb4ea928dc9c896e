//! The front end's files: script, WebAssembly, style, icons.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::path::Path;
use std::{fs, io};

use axum::body::Bytes;
use sha2::{Digest, Sha256};

/// One file, and its forms compressed when the binary was built.
#[derive(Clone, Debug)]
pub struct File {
    pub plain: Bytes,
    pub gzip: Option<Bytes>,
    pub brotli: Option<Bytes>,
}

/// All files by name, under a folder whose name changes with any of them.
#[derive(Clone, Debug, Default)]
pub struct Site {
    files: BTreeMap<String, File>,
    version: String,
    folder: String,
}

/// Hex digits of the hash in the folder's name: 64 bits, so that no two builds share a name.
const VERSION_DIGITS: usize = 16;

impl Site {
    pub fn new(files: BTreeMap<String, File>) -> Self {
        let mut hash = Sha256::new();
        for (name, file) in &files {
            hash.update(name);
            hash.update([0]);
            hash.update(Sha256::digest(&file.plain));
        }
        let mut version = hash.finalize().iter().fold(String::new(), |mut text, byte| {
            let _ = write!(text, "{byte:02x}");
            text
        });
        version.truncate(VERSION_DIGITS);
        let folder = format!("/pkg/{version}");
        Self {
            files,
            version,
            folder,
        }
    }

    /// The files that were built into this binary.
    #[cfg(feature = "embed")]
    pub fn embedded() -> Self {
        include!(concat!(env!("OUT_DIR"), "/site.rs"))
    }

    /// The files of one folder, uncompressed.
    pub fn read(folder: &Path) -> io::Result<Self> {
        let mut files = BTreeMap::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            if let (Ok(name), true) = (entry.file_name().into_string(), entry.file_type()?.is_file()) {
                let plain = fs::read(entry.path())?.into();
                files.insert(
                    name,
                    File {
                        plain,
                        gzip: None,
                        brotli: None,
                    },
                );
            }
        }
        Ok(Self::new(files))
    }

    /// Where the files are in URLs: `/pkg/<hash>`.
    pub fn folder(&self) -> &str {
        &self.folder
    }

    /// The file, when it is of this very build.
    pub fn get(&self, version: &str, name: &str) -> Option<&File> {
        if version == self.version {
            self.files.get(name)
        } else {
            None
        }
    }
}
