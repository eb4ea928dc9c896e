//! Numbers and amounts of memory, read within their limits.

use crate::problem::Reason;
use crate::unit::Memory;

/// A whole number between `min` and `max`, both included.
pub(crate) fn whole(text: &str, min: u64, max: u64) -> Result<u64, Reason> {
    let limit = || format!("a whole number from {min} to {max}");
    let digits: String = text.trim().chars().filter(|&c| c != '_' && c != ' ').collect();
    if digits.is_empty() || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reason::new("is not a whole number", limit()));
    }
    match digits.parse::<u64>() {
        Ok(number) if number < min => Err(Reason::new("is too small", limit())),
        Ok(number) if number <= max => Ok(number),
        _ => Err(Reason::new("is too large", limit())),
    }
}

/// Like [`whole`], for numbers that fit 32 bits.
pub(crate) fn whole_u32(text: &str, min: u32, max: u32) -> Result<u32, Reason> {
    whole(text, min.into(), max.into()).map(|number| u32::try_from(number).unwrap_or(max))
}

/// No text means no number.
pub(crate) fn optional<T>(
    text: &str,
    read: impl FnOnce(&str) -> Result<T, Reason>,
) -> Result<Option<T>, Reason> {
    if text.trim().is_empty() {
        Ok(None)
    } else {
        read(text).map(Some)
    }
}

pub(crate) fn switch(text: &str) -> Result<bool, Reason> {
    match text.trim().to_ascii_lowercase().as_str() {
        "true" | "on" | "yes" => Ok(true),
        "false" | "off" | "no" | "" => Ok(false),
        _ => Err(Reason::new("is neither yes nor no", "true or false")),
    }
}

/// `8 GiB`, `512 MiB`, `1.5 GiB`; a bare number is GiB. `GB` and `MB` mean powers of 1024 here,
/// as PostgreSQL reads them and as hosts are sold.
pub(crate) fn memory(text: &str, min: Memory, max: Memory) -> Result<Memory, Reason> {
    let limit = || format!("{min} to {max}, for example 8 GiB");
    let text = text.trim();
    let split = text
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(text.len());
    let (number, unit) = text.split_at(split);
    let kib_per_unit: u64 = match unit.trim().to_ascii_lowercase().as_str() {
        "" | "g" | "gb" | "gib" => 1 << 20,
        "m" | "mb" | "mib" => 1 << 10,
        "k" | "kb" | "kib" => 1,
        "t" | "tb" | "tib" => 1 << 30,
        _ => return Err(Reason::new("has a unit that is not known", limit())),
    };
    let kib =
        decimal(number, kib_per_unit).ok_or_else(|| Reason::new("is not an amount of memory", limit()))?;
    match Memory::kib(kib) {
        amount if amount < min => Err(Reason::new("is too small", limit())),
        amount if amount > max => Err(Reason::new("is too large", limit())),
        amount => Ok(amount),
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
        assert_eq!(gib("511 MiB").unwrap_err().message, "is too small");
        assert_eq!(gib("1025").unwrap_err().message, "is too large");
        assert_eq!(
            gib("99999999999999999999").unwrap_err().message,
            "is not an amount of memory"
        );
        assert_eq!(gib("-1").unwrap_err().message, "has a unit that is not known");
        assert!(gib("8 parsecs").is_err());
        assert!(gib("").is_err());
        assert!(gib("1.5.5").is_err());
    }

    #[test]
    fn whole_numbers_are_read_within_their_limits() {
        assert_eq!(whole("1", 1, 10), Ok(1));
        assert_eq!(whole("10", 1, 10), Ok(10));
        assert_eq!(whole("1 000", 1, 1000), Ok(1000));
        assert_eq!(whole("0", 1, 10).unwrap_err().message, "is too small");
        assert_eq!(whole("11", 1, 10).unwrap_err().message, "is too large");
        assert_eq!(
            whole("99999999999999999999999", 1, 10).unwrap_err().message,
            "is too large"
        );
        assert_eq!(
            whole("1e3", 1, 10_000).unwrap_err().message,
            "is not a whole number"
        );
    }
}
