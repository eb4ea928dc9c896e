//! Numbers as people read them.

/// With a thin space between groups of three: `1 011 928` reads alike in every country.
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    // Four digits stand together: 2048, 5432.
    if digits.len() < 5 {
        return digits;
    }
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3 * '\u{202f}'.len_utf8());
    for (index, digit) in digits.char_indices() {
        if index > 0 && (digits.len() - index).is_multiple_of(3) {
            grouped.push('\u{202f}');
        }
        grouped.push(digit);
    }
    grouped
}

/// As [`grouped`], for every long number in a text.
pub fn grouped_in(text: &str) -> String {
    let mut words = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|letter: char| letter.is_ascii_digit()) {
        let length = rest[start..]
            .find(|letter: char| !letter.is_ascii_digit())
            .unwrap_or(rest.len() - start);
        let (before, digits) = (&rest[..start], &rest[start..start + length]);
        words.push_str(before);
        match digits.parse() {
            // Decimals, and zeros before a number, are no amounts.
            Ok(number) if !digits.starts_with('0') && !before.ends_with('.') => {
                words.push_str(&grouped(number));
            }
            _ => words.push_str(digits),
        }
        rest = &rest[start + length..];
    }
    words.push_str(rest);
    words
}

/// `1 process`, `2 processes`.
pub fn counted(number: u64, one: &str, many: &str) -> String {
    format!("{} {}", grouped(number), if number == 1 { one } else { many })
}

/// Per cent of the whole, rounded.
pub fn percent(part: u64, whole: u64) -> u64 {
    (part.saturating_mul(100) + whole / 2)
        .checked_div(whole)
        .unwrap_or(0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_numbers_are_grouped() {
        assert_eq!(grouped(0), "0");
        assert_eq!(grouped(9_999), "9999");
        assert_eq!(grouped(10_000), "10\u{202f}000");
        assert_eq!(grouped(1_011_928), "1\u{202f}011\u{202f}928");
        assert_eq!(grouped(100_000), "100\u{202f}000");
    }

    #[test]
    fn long_numbers_in_a_text_are_grouped() {
        assert_eq!(
            grouped_in("32000 × √1000 = 1011928"),
            "32\u{202f}000 × √1000 = 1\u{202f}011\u{202f}928"
        );
        assert_eq!(grouped_in("0.123456 of 00012345"), "0.123456 of 00012345");
        assert_eq!(grouped_in("a day"), "a day");
    }

    #[test]
    fn one_is_not_many() {
        assert_eq!(counted(1, "process", "processes"), "1 process");
        assert_eq!(counted(0, "process", "processes"), "0 processes");
    }

    #[test]
    fn shares_are_rounded() {
        assert_eq!(percent(1, 3), 33);
        assert_eq!(percent(2, 3), 67);
        assert_eq!(percent(1, 0), 0);
    }
}
