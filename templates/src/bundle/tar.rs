//! A gzipped tar archive: POSIX ustar headers with fixed time and owner.

use super::File;
use super::checksum::Checksum;
use super::deflate::compress;

const BLOCK: usize = 512;
/// Deflated, no flags, no time, fast compression, made on Unix (RFC 1952).
const GZIP_HEADER: [u8; 10] = [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 3];
/// Where a ustar header keeps its checksum.
const CHECKSUM: std::ops::Range<usize> = 148..156;

pub(super) fn pack(files: &[File]) -> Vec<u8> {
    let mut archive = Vec::new();
    for file in files {
        archive.extend(header(file));
        archive.extend(file.text.as_bytes());
        archive.resize(archive.len().next_multiple_of(BLOCK), 0);
    }
    // Two empty blocks are the end.
    archive.resize(archive.len() + 2 * BLOCK, 0);

    let mut gzip = GZIP_HEADER.to_vec();
    gzip.extend(compress(&archive));
    gzip.extend(Checksum::new().of(&archive).to_le_bytes());
    let length = u32::try_from(archive.len()).expect("a bundle is far smaller than 4 GiB");
    gzip.extend(length.to_le_bytes());
    gzip
}

fn header(file: &File) -> [u8; BLOCK] {
    let mut header = [0; BLOCK];
    let mut put = |at: usize, text: &str| header[at..at + text.len()].copy_from_slice(text.as_bytes());
    let (folder, name) = split(&file.path);
    put(0, name);
    put(100, &format!("{:07o}", file.mode));
    // User and group: root, by number.
    put(108, "0000000");
    put(116, "0000000");
    put(124, &format!("{:011o}", file.text.len()));
    put(136, "00000000000");
    put(CHECKSUM.start, "        ");
    // A regular file.
    put(156, "0");
    put(257, "ustar\x0000");
    put(345, folder);
    let sum: u32 = header.iter().map(|&byte| u32::from(byte)).sum();
    header[CHECKSUM].copy_from_slice(format!("{sum:06o}\0 ").as_bytes());
    header
}

/// Names of up to 100 bytes, after a folder of up to 155.
fn split(path: &str) -> (&str, &str) {
    if path.len() <= 100 {
        ("", path)
    } else {
        path.rsplit_once('/').unwrap_or(("", path))
    }
}
