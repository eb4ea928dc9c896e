//! CRC-32 as zip and gzip use it (ISO 3309). The table is made when needed: in the browser's download it would be
//! a kilobyte that no compression makes smaller.

/// The polynomial, lowest bit first.
const POLYNOMIAL: u32 = 0xedb8_8320;

pub(super) struct Checksum {
    table: [u32; 256],
}

impl Checksum {
    pub(super) fn new() -> Self {
        let mut table = [0; 256];
        for (entry, byte) in table.iter_mut().zip(0..) {
            *entry = (0..8).fold(byte, |rest: u32, _| (rest >> 1) ^ (POLYNOMIAL * (rest & 1)));
        }
        Self { table }
    }

    pub(super) fn of(&self, bytes: &[u8]) -> u32 {
        let add = |sum: u32, &byte: &u8| (sum >> 8) ^ self.table[usize::from(sum.to_le_bytes()[0] ^ byte)];
        !bytes.iter().fold(u32::MAX, add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_the_usual_check_is_the_usual_value() {
        // "The check value" of the catalogue of parametrised CRC algorithms.
        assert_eq!(Checksum::new().of(b"123456789"), 0xcbf4_3926);
        assert_eq!(Checksum::new().of(b""), 0);
    }
}
