//! Numbers and amounts of memory, read within their limits.

use super::answer::{Answer, Reason};
use super::decimal::Decimal;
use super::kind::Kind;
use crate::unit::Memory;

impl Answer for u64 {
    fn read(text: &str, kind: &Kind) -> Result<Self, Reason> {
        match kind {
            Kind::Number { min, max, .. } => whole(text, *min, *max),
            _ => Err(OTHER_KIND),
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

macro_rules! narrower {
    ($($number:ty),+) => {$(
        impl Answer for $number {
            fn read(text: &str, kind: &Kind) -> Result<Self, Reason> {
                u64::read(text, kind).and_then(|number| Self::try_from(number).map_err(|_| TOO_LARGE))
            }

            fn text(&self) -> String {
                self.to_string()
            }
        }
    )+};
}

narrower!(u16, u32);

impl Answer for Memory {
    fn read(text: &str, kind: &Kind) -> Result<Self, Reason> {
        match kind {
            Kind::Memory { min, max } => memory(text, *min, *max),
            _ => Err(OTHER_KIND),
        }
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

const TOO_SMALL: Reason = Reason("is too small");
const TOO_LARGE: Reason = Reason("is too large");
/// No field has it: the laws set each to its default.
const OTHER_KIND: Reason = Reason("is of another kind than its field");

/// A whole number between `min` and `max`, both included. Spaces and underscores may group its digits.
fn whole(text: &str, min: u64, max: u64) -> Result<u64, Reason> {
    let digits: String = text.trim().chars().filter(|&c| c != '_' && c != ' ').collect();
    match Decimal::read(&digits).map(|number| number.times(1)) {
        None | Some((_, false)) => Err(Reason("is not a whole number")),
        Some((number, _)) if number < min => Err(TOO_SMALL),
        Some((number, _)) if number > max => Err(TOO_LARGE),
        Some((number, _)) => Ok(number),
    }
}

/// `8 GiB`, `512 MiB`, `1.5 GiB`; a bare number is GiB. `GB` and `MB` mean powers of 1024 here,
/// as PostgreSQL reads them and as hosts are sold.
fn memory(text: &str, min: Memory, max: Memory) -> Result<Memory, Reason> {
    let text = text.trim();
    let number = text.trim_end_matches(char::is_alphabetic);
    let kib_per_unit = match text[number.len()..].to_ascii_lowercase().as_str() {
        "" | "g" | "gb" | "gib" => 1 << 20,
        "m" | "mb" | "mib" => 1 << 10,
        "k" | "kb" | "kib" => 1,
        "t" | "tb" | "tib" => 1 << 30,
        _ => return Err(Reason("has a unit that is not known")),
    };
    let number = Decimal::read(number.trim_end()).ok_or(Reason("is not an amount of memory"))?;
    let (kib, is_exact) = number.times(kib_per_unit);
    match Memory::kib(kib) {
        amount if amount < min => Err(TOO_SMALL),
        amount if amount > max || amount == max && !is_exact => Err(TOO_LARGE),
        amount => Ok(amount),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn gib(text: &str) -> Result<Memory, Reason> {
        memory(text, Memory::mib(512), Memory::gib(1024))
    }

    #[test]
    fn memory_is_read_with_or_without_unit() {
        assert_eq!(gib("8"), Ok(Memory::gib(8)));
        assert_eq!(gib("8 GiB"), Ok(Memory::gib(8)));
        assert_eq!(gib("8GB"), Ok(Memory::gib(8)));
        assert_eq!(gib("1.5"), Ok(Memory::mib(1536)));
        assert_eq!(gib(" 512 mib "), Ok(Memory::mib(512)));
        // As programs write numbers in JSON: 7.8125 × 1024 = 8000.
        assert_eq!(gib("7.8125"), Ok(Memory::mib(8000)));
        assert_eq!(gib("1e1"), Ok(Memory::gib(10)));
    }

    #[test]
    fn memory_outside_its_limits_is_refused() {
        assert_eq!(gib("511 MiB").unwrap_err().0, "is too small");
        assert_eq!(gib("1025").unwrap_err().0, "is too large");
        assert_eq!(gib("99999999999999999999").unwrap_err().0, "is too large");
        assert_eq!(gib("99999 TiB").unwrap_err().0, "is too large");
        // By less than a KiB.
        assert_eq!(gib("1024.0000000001").unwrap_err().0, "is too large");
        assert_eq!(gib("0.4999999999").unwrap_err().0, "is too small");
        assert_eq!(gib("-1").unwrap_err().0, "is not an amount of memory");
        assert!(gib("8 parsecs").is_err());
        assert!(gib("").is_err());
        assert!(gib("1.5.5").is_err());
    }

    #[test]
    fn whole_numbers_are_read_within_their_limits() {
        assert_eq!(whole("1", 1, 10), Ok(1));
        assert_eq!(whole("10", 1, 10), Ok(10));
        assert_eq!(whole("1 000", 1, 1000), Ok(1000));
        assert_eq!(whole("0", 1, 10).unwrap_err().0, "is too small");
        assert_eq!(whole("11", 1, 10).unwrap_err().0, "is too large");
        assert_eq!(
            whole("99999999999999999999999", 1, 10).unwrap_err().0,
            "is too large"
        );
        assert_eq!(whole("1e3", 1, 10_000), Ok(1000));
        assert_eq!(whole("4.0", 1, 10), Ok(4));
        for text in ["4.5", "-1", "many", ""] {
            assert_eq!(
                whole(text, 1, 10).unwrap_err().0,
                "is not a whole number",
                "{text:?}"
            );
        }
    }

    #[test]
    fn a_number_of_32_bits_does_not_wrap() {
        let kind = Kind::Number {
            min: 0,
            max: u64::MAX,
            unit: "things",
        };
        // 2³² − 1 and 2³².
        assert_eq!(u32::read("4294967295", &kind), Ok(u32::MAX));
        assert_eq!(u32::read("4294967296", &kind), Err(TOO_LARGE));
        assert_eq!(u64::read("4294967296", &kind), Ok(4_294_967_296));
    }
}
