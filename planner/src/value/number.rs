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

const TOO_SMALL: Reason = Reason::new("is too small");
const TOO_LARGE: Reason = Reason::new("is too large");
/// No field has it: the laws set each to its default.
const OTHER_KIND: Reason = Reason::new("is of another kind than its field");

/// A whole number between `min` and `max`, both included.
fn whole(text: &str, min: u64, max: u64) -> Result<u64, Reason> {
    match Decimal::read(&ungrouped(text)).map(|number| number.times(1)) {
        None | Some((_, false)) => Err(Reason::new("is not a whole number")),
        Some((number, _)) if number < min => Err(TOO_SMALL),
        Some((number, _)) if number > max => Err(TOO_LARGE),
        Some((number, _)) => Ok(number),
    }
}

/// From here on a bare number is MiB, as `free --mebi` and hosts' control panels show it. Our judgement: nobody runs Mastodon on a
/// TiB of memory, and who does can write the unit.
const BARE_MIB_FROM: u64 = 1024;

/// `8 GiB`, `512 MiB`, `1.5 GiB`; a bare number is GiB if it is below [`BARE_MIB_FROM`], else MiB. `GB` and `MB` mean powers of
/// 1024 here, as PostgreSQL reads them and as hosts are sold.
fn memory(text: &str, min: Memory, max: Memory) -> Result<Memory, Reason> {
    let text = text.trim();
    let number = text.trim_end_matches(char::is_alphabetic);
    let unit = text[number.len()..].to_ascii_lowercase();
    let number = Decimal::read(&ungrouped(number)).ok_or(Reason::new("is not an amount of memory"))?;
    let kib_per_unit = match unit.as_str() {
        "" if number.times(1).0 >= BARE_MIB_FROM => 1 << 10,
        "" | "g" | "gb" | "gib" => 1 << 20,
        "m" | "mb" | "mib" => 1 << 10,
        "k" | "kb" | "kib" => 1,
        "t" | "tb" | "tib" => 1 << 30,
        _ => return Err(Reason::new("has a unit that is not known")),
    };
    let (kib, is_exact) = number.times(kib_per_unit);
    match Memory::kib(kib) {
        amount if amount < min => Err(TOO_SMALL),
        amount if amount > max || amount == max && !is_exact => Err(TOO_LARGE),
        amount => Ok(amount),
    }
}

/// Digits without what groups them: spaces (also the narrow ones that this project's page writes), underscores, and commas or
/// apostrophes where each is followed by three digits. `1,5` may be one and a half, and stays what it is.
fn ungrouped(text: &str) -> String {
    const SPACES: [char; 5] = [' ', '_', '\u{a0}', '\u{2009}', '\u{202f}'];
    let text = text.trim().replace(SPACES, "");
    let mark = [',', '\'', '’'].into_iter().find(|&mark| is_grouped(&text, mark));
    mark.map_or_else(|| text.clone(), |mark| text.replace(mark, ""))
}

fn is_grouped(text: &str, mark: char) -> bool {
    let is_number = |group: &str| !group.is_empty() && group.bytes().all(|byte| byte.is_ascii_digit());
    let mut groups = text.split(mark);
    let first = groups.next().unwrap_or_default();
    is_number(first) && first.len() <= 3 && groups.all(|group| is_number(group) && group.len() == 3)
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
        assert_eq!(gib("2,048 MiB"), Ok(Memory::gib(2)));
        assert_eq!(gib("2 048 MiB"), Ok(Memory::gib(2)));
    }

    #[test]
    fn a_bare_number_that_is_too_large_for_gib_is_mib() {
        assert_eq!(gib("1023"), Ok(Memory::gib(1023)));
        assert_eq!(gib("1023.5"), Ok(Memory::mib(1_048_064)));
        assert_eq!(gib("1024"), Ok(Memory::gib(1)));
        // What `free --mebi` shows of a host of 4 GiB.
        assert_eq!(gib("3915"), Ok(Memory::mib(3915)));
        assert_eq!(gib("4096"), Ok(Memory::gib(4)));
        assert_eq!(gib("4,096"), Ok(Memory::gib(4)));
        assert_eq!(gib("1024 GiB"), Ok(Memory::gib(1024)));
        // 1024 GiB are 1,048,576 MiB.
        assert_eq!(gib("1048576"), Ok(Memory::gib(1024)));
        assert_eq!(gib("1048577").unwrap_err().0, "is too large");
    }

    #[test]
    fn memory_outside_its_limits_is_refused() {
        assert_eq!(gib("511 MiB").unwrap_err().0, "is too small");
        assert_eq!(gib("1025 GiB").unwrap_err().0, "is too large");
        assert_eq!(gib("99999999999999999999").unwrap_err().0, "is too large");
        assert_eq!(gib("99999 TiB").unwrap_err().0, "is too large");
        // By less than a KiB.
        assert_eq!(gib("1024.0000000001 GiB").unwrap_err().0, "is too large");
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
        for text in [
            "1 000",
            "1_000",
            "1,000",
            "1'000",
            "1’000",
            "1\u{202f}000",
            " 1\u{a0}000 ",
        ] {
            assert_eq!(whole(text, 1, 1000), Ok(1000), "{text:?}");
        }
        assert_eq!(whole("1,234,567", 1, 2_000_000), Ok(1_234_567));
        assert_eq!(whole("0", 1, 10).unwrap_err().0, "is too small");
        assert_eq!(whole("11", 1, 10).unwrap_err().0, "is too large");
        assert_eq!(
            whole("99999999999999999999999", 1, 10).unwrap_err().0,
            "is too large"
        );
        assert_eq!(whole("1e3", 1, 10_000), Ok(1000));
        assert_eq!(whole("4.0", 1, 10), Ok(4));
        for text in [
            "4.5",
            "-1",
            "many",
            "",
            "1,5",
            "1,00",
            "1000,000",
            ",100",
            "1,000'000",
        ] {
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
