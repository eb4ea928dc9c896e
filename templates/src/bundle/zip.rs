//! A zip archive: fixed time, the files' own order, Unix permissions.
//!
//! Files are stored as they are. Packing them would take several times as long as making them and save 100 kB, once, on the
//! way from a browser to its own disk.

use std::io::{Cursor, Write};

use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::File;

pub(super) fn pack(files: &[File]) -> Vec<u8> {
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for file in files {
        let options = SimpleFileOptions::default()
            .compression_method(CompressionMethod::Stored)
            .last_modified_time(DateTime::default())
            .unix_permissions(file.mode);
        archive
            .start_file(file.path.as_str(), options)
            .and_then(|()| Ok(archive.write_all(file.text.as_bytes())?))
            .expect("memory takes what is written, and paths are unique and short");
    }
    archive
        .finish()
        .expect("memory takes what is written")
        .into_inner()
}
