//! Numbers and amounts of memory, read within their limits.

use super::answer::{Answer, Reason};
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

impl Answer for u32 {
    fn read(text: &str, kind: &Kind) -> Result<Self, Reason> {
        u64::read(text, kind).and_then(|number| Self::try_from(number).map_err(|_| TOO_LARGE))
    }

    fn text(&self) -> String {
        self.to_string()
    }
}

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
const NO_AMOUNT: Reason = Reason("is not an amount of memory");
/// No field has it: the laws set each to its default.
const OTHER_KIND: Reason = Reason("is of another kind than its field");

/// A whole number between `min` and `max`, both included.
fn whole(text: &str, min: u64, max: u64) -> Result<u64, Reason> {
    let digits: String = text.trim().chars().filter(|&c| c != '_' && c != ' ').collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason("is not a whole number"));
    }
    match digits.parse::<u64>() {
        Ok(number) if number < min => Err(TOO_SMALL),
        Ok(number) if number <= max => Ok(number),
        _ => Err(TOO_LARGE),
    }
}

/// `8 GiB`, `512 MiB`, `1.5 GiB`; a bare number is GiB. `GB` and `MB` mean powers of 1024 here,
/// as PostgreSQL reads them and as hosts are sold.
fn memory(text: &str, min: Memory, max: Memory) -> Result<Memory, Reason> {
    let text = text.trim();
    let split = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    if number.is_empty() {
        return Err(NO_AMOUNT);
    }
    let kib_per_unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "g" | "gb" | "gib" => 1 << 20,
        "m" | "mb" | "mib" => 1 << 10,
        "k" | "kb" | "kib" => 1,
        "t" | "tb" | "tib" => 1 << 30,
        _ => return Err(Reason("has a unit that is not known")),
    };
    match decimal(number, kib_per_unit).map(Memory::kib) {
        None => Err(NO_AMOUNT),
        Some(amount) if amount < min => Err(TOO_SMALL),
        Some(amount) if amount > max => Err(TOO_LARGE),
        Some(amount) => Ok(amount),
    }
}

/// `number` × `unit`, with up to three decimals and no floating point.
fn decimal(number: &str, unit: u64) -> Option<u64> {
    let (whole, fraction) = number.split_once('.').unwrap_or((number, ""));
    if whole.is_empty() || fraction.len() > 3 {
        return None;
    }
    let thousandths: u64 = if fraction.is_empty() {
        0
    } else {
        format!("{fraction:0<3}").parse().ok()?
    };
    whole
        .parse::<u64>()
        .ok()?
        .checked_mul(unit)?
        .checked_add(thousandths.checked_mul(unit)? / 1000)
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
    }

    #[test]
    fn memory_outside_its_limits_is_refused() {
        assert_eq!(gib("511 MiB").unwrap_err().0, "is too small");
        assert_eq!(gib("1025").unwrap_err().0, "is too large");
        assert_eq!(
            gib("99999999999999999999").unwrap_err().0,
            "is not an amount of memory"
        );
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
        assert_eq!(whole("1e3", 1, 10_000).unwrap_err().0, "is not a whole number");
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
