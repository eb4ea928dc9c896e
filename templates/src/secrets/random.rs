//! Secrets of plain text from random bytes.

/// A source of cryptographic random bytes: the system's, or the browser's.
pub(super) type Random<'a> = &'a mut dyn FnMut(&mut [u8]);

const ALPHABET: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";

/// The largest multiple of the alphabet's size in a byte: bytes from it up would favour the first letters.
const FAIR: u8 = 248;

/// So many letters and digits, each as likely as any other.
pub(super) fn alphanumeric(random: Random<'_>, length: usize) -> String {
    let mut text = String::with_capacity(length);
    let mut bytes = [0; 64];
    while text.len() < length {
        random(&mut bytes);
        let fair = bytes.iter().filter(|&&byte| byte < FAIR);
        let letters = fair.map(|&byte| char::from(ALPHABET[usize::from(byte) % ALPHABET.len()]));
        text.extend(letters.take(length - text.len()));
    }
    text
}

/// So many random bytes, as twice as many lower-case hexadecimal digits.
pub(super) fn hex<const BYTES: usize>(random: Random<'_>) -> String {
    let mut bytes = [0; BYTES];
    random(&mut bytes);
    to_hex(&bytes)
}

pub(super) fn to_hex(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let digits = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from(DIGITS[usize::from(digit)]));
    bytes.iter().flat_map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn bytes_that_would_favour_some_letters_are_passed_over() {
        // 248 to 255 would be A to H once more.
        let mut bytes = [0, 61, 62, 247, 248, 255, 25].into_iter().cycle();
        let mut random = |buffer: &mut [u8]| buffer.fill_with(|| bytes.next().unwrap());
        assert_eq!(alphanumeric(&mut random, 6), "A9A9ZA");
    }

    #[test]
    fn every_letter_and_digit_comes_up_and_nothing_else() {
        let mut next = 0_u8;
        let mut random = |buffer: &mut [u8]| {
            buffer.fill_with(|| {
                next = next.wrapping_add(1);
                next
            });
        };
        let text = alphanumeric(&mut random, 248);
        for letter in ALPHABET {
            assert_eq!(text.bytes().filter(|byte| byte == letter).count(), 4);
        }
    }

    #[test]
    fn hexadecimal_digits_are_lower_case_and_keep_their_zeros() {
        assert_eq!(to_hex(&[0, 1, 0xab, 0xff]), "0001abff");
        assert_eq!(hex::<64>(&mut |buffer| buffer.fill(9)).len(), 128);
    }
}
