//! A gzipped tar archive: fixed time and owner, the files' own order.

use std::io::Write as _;

use flate2::{Compression, GzBuilder};
use tar::{Builder, EntryType, Header};

use super::File;

pub(super) fn pack(files: &[File]) -> Vec<u8> {
    let mut archive = Builder::new(Vec::new());
    for file in files {
        let mut header = Header::new_ustar();
        header.set_entry_type(EntryType::Regular);
        header.set_mode(file.mode);
        header.set_size(file.text.len() as u64);
        header.set_mtime(0);
        header.set_uid(0);
        header.set_gid(0);
        archive
            .append_data(&mut header, &file.path, file.text.as_bytes())
            .expect("memory takes what is written, and paths are relative and short");
    }
    let archive = archive.into_inner().expect("memory takes what is written");
    // No time and no name, so that the same files are the same bytes.
    let mut gzip = GzBuilder::new()
        .mtime(0)
        .write(Vec::new(), Compression::default());
    gzip.write_all(&archive).expect("memory takes what is written");
    gzip.finish().expect("memory takes what is written")
}
