//! Deflate (RFC 1951), with the fixed codes of its 3.2.6: all that small text files need.
//!
//! General packers prepare a third of a megabyte for each file, which took longer than packing these, and their code
//! would be in the browser's download. The bytes depend on nothing but the text.

/// What one back reference may copy, and from how far.
const LONGEST: usize = 258;
const FARTHEST: usize = 32 * 1024;
/// Shorter repetitions are not looked for.
const SHORTEST: usize = 4;
const TABLE_BITS: u32 = 12;
/// The code for the end of the data, seven zeros.
const END: u32 = 256;

/// One last block.
pub(super) fn compress(text: &[u8]) -> Vec<u8> {
    let mut bits = Bits::default();
    bits.push(1, 1);
    bits.push(1, 2);
    // Where each beginning was seen last, counted from 1.
    let mut seen = vec![0_usize; 1 << TABLE_BITS];
    let mut at = 0;
    while at < text.len() {
        let before = remember(&mut seen, text, at);
        let length = before.map_or(0, |before| common(&text[before..], &text[at..]));
        let (Some(before), SHORTEST..) = (before, length) else {
            bits.literal(u32::from(text[at]));
            at += 1;
            continue;
        };
        bits.reference(length, at - before);
        for inside in at + 1..at + length {
            remember(&mut seen, text, inside);
        }
        at += length;
    }
    bits.literal(END);
    bits.finish()
}

/// Notes the place, and gives the last one near enough that may begin alike.
fn remember(seen: &mut [usize], text: &[u8], at: usize) -> Option<usize> {
    let beginning = text.get(at..at + SHORTEST)?;
    let number = u32::from_le_bytes(beginning.try_into().ok()?);
    // Knuth's multiplicative hashing: the upper bits of a product with 2^32 over the golden ratio.
    let hash = number.wrapping_mul(0x9e37_79b1) >> (u32::BITS - TABLE_BITS);
    let before = std::mem::replace(&mut seen[hash as usize], at + 1);
    before.checked_sub(1).filter(|before| at - before <= FARTHEST)
}

fn common(a: &[u8], b: &[u8]) -> usize {
    a.iter().zip(b).take(LONGEST).take_while(|(a, b)| a == b).count()
}

/// Bits, the lowest of each byte first.
#[derive(Default)]
struct Bits {
    bytes: Vec<u8>,
    held: u64,
    count: u32,
}

impl Bits {
    fn push(&mut self, bits: u32, count: u32) {
        self.held |= u64::from(bits) << self.count;
        self.count += count;
        while self.count >= 8 {
            self.bytes.push(self.held.to_le_bytes()[0]);
            self.held >>= 8;
            self.count -= 8;
        }
    }

    /// A code, whose highest bit comes first.
    fn code(&mut self, code: u32, count: u32) {
        self.push(code.reverse_bits() >> (u32::BITS - count), count);
    }

    fn literal(&mut self, symbol: u32) {
        match symbol {
            0..144 => self.code(0x30 + symbol, 8),
            144..256 => self.code(0x190 + symbol - 144, 9),
            256..280 => self.code(symbol - 256, 7),
            _ => self.code(0xc0 + symbol - 280, 8),
        }
    }

    /// So many bytes again, from so far back: RFC 1951, 3.2.5.
    fn reference(&mut self, length: usize, distance: usize) {
        if length == LONGEST {
            self.literal(285);
        } else {
            let (group, rest, extra) = grouped(length - 3, 4);
            self.literal(257 + group);
            self.push(rest, extra);
        }
        let (group, rest, extra) = grouped(distance - 1, 2);
        self.code(group, 5);
        self.push(rest, extra);
    }

    fn finish(mut self) -> Vec<u8> {
        self.push(0, 7);
        self.bytes
    }
}

/// The number's group, its place there and the bits for it. A group's size doubles every `each` groups.
fn grouped(number: usize, each: u32) -> (u32, u32, u32) {
    let number = u32::try_from(number).expect("at most 32 KiB");
    let extra = (u32::BITS - number.leading_zeros()).saturating_sub(each.ilog2() + 1);
    (
        each * extra + (number >> extra),
        number & ((1 << extra) - 1),
        extra,
    )
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        /// Of few letters, so that they repeat; over more than the farthest distance.
        #[test]
        fn another_program_gets_the_text_back(part in prop::collection::vec(0_u8..4, 0..600), other: Vec<u8>, times in 1..80_usize) {
            let text = [part.repeat(times), other.clone(), part, other].concat();
            let back = miniz_oxide::inflate::decompress_to_vec(&compress(&text));
            prop_assert_eq!(back.ok(), Some(text));
        }
    }

    #[test]
    fn lengths_and_distances_are_in_the_groups_of_the_rfc() {
        // Length 3 is code 257, 11 and 12 are 265, 257 is the last of 284; distance 1 is 0, 5 and 6 are 4, 32768 ends 29.
        assert_eq!(grouped(0, 4), (0, 0, 0));
        assert_eq!(grouped(11 - 3, 4), (8, 0, 1));
        assert_eq!(grouped(12 - 3, 4), (8, 1, 1));
        assert_eq!(grouped(257 - 3, 4), (27, 30, 5));
        assert_eq!(grouped(0, 2), (0, 0, 0));
        assert_eq!(grouped(5 - 1, 2), (4, 0, 1));
        assert_eq!(grouped(32_768 - 1, 2), (29, 8191, 13));
    }

    #[test]
    fn a_known_text_has_known_bytes() {
        // By hand: the block's head, an a, nine more from one byte back, the end.
        assert_eq!(compress(b"aaaaaaaaaa"), [0x4b, 0x84, 0x03, 0x00]);
        assert_eq!(compress(b""), [0x03, 0x00]);
    }
}
