//! A zip archive: the part of the format that a handful of small text files need.
//!
//! Fixed time, the files' own order, Unix permissions. By PKWARE's APPNOTE.TXT, 4.3.7 to 4.3.16.

use super::File;
use super::checksum::Checksum;
use super::deflate::compress;

/// 1 January 1980, 00:00: the earliest that the format knows, in its own notation.
const TIME: u16 = 0;
const DATE: u16 = 0x0021;
/// Names are UTF-8.
const FLAGS: u16 = 0x0800;
const DEFLATED: u16 = 8;
/// Version 2.0 of the format, as deflated files need it.
const VERSION: u16 = 20;
/// Made on Unix, so that the permissions count.
const MADE_BY: u16 = 0x0300 | VERSION;
/// A regular file, in the upper half of the attributes.
const REGULAR: u32 = 0o100_000;

pub(super) fn pack(files: &[File]) -> Vec<u8> {
    let checksum = Checksum::new();
    let mut archive = Vec::new();
    let mut directory = Vec::new();
    for file in files {
        let offset = size(archive.len());
        let content = file.text.as_bytes();
        let packed = compress(content);
        let mut facts = Vec::new();
        for half in [VERSION, FLAGS, DEFLATED, TIME, DATE] {
            facts.extend(half.to_le_bytes());
        }
        for whole in [checksum.of(content), size(packed.len()), size(content.len())] {
            facts.extend(whole.to_le_bytes());
        }
        facts.extend(half(file.path.len()).to_le_bytes());
        // No extra field.
        facts.extend(0_u16.to_le_bytes());

        archive.extend(b"PK\x03\x04");
        archive.extend(&facts);
        archive.extend(file.path.as_bytes());
        archive.extend(&packed);

        directory.extend(b"PK\x01\x02");
        directory.extend(MADE_BY.to_le_bytes());
        directory.extend(&facts);
        // No comment, the first disk, no internal attributes.
        directory.extend([0; 6]);
        directory.extend(((REGULAR | file.mode) << 16).to_le_bytes());
        directory.extend(offset.to_le_bytes());
        directory.extend(file.path.as_bytes());
    }
    let start = size(archive.len());
    archive.extend(&directory);
    archive.extend(b"PK\x05\x06");
    // This disk and the directory's are the first.
    archive.extend([0; 4]);
    for count in [files.len(), files.len()] {
        archive.extend(half(count).to_le_bytes());
    }
    archive.extend(size(directory.len()).to_le_bytes());
    archive.extend(start.to_le_bytes());
    // No comment.
    archive.extend([0; 2]);
    archive
}

fn size(bytes: usize) -> u32 {
    u32::try_from(bytes).expect("a bundle is far smaller than 4 GiB")
}

fn half(count: usize) -> u16 {
    u16::try_from(count).expect("a bundle has few files with short names")
}
