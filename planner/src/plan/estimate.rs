//! Estimates: as exact as the evidence, and no more.

use std::fmt;

use crate::unit::Memory;

/// An estimate with its uncertainty, which the evidence leaves at a factor of two and more.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Range<T> {
    pub low: T,
    pub likely: T,
    pub high: T,
}

impl<T: Copy> Range<T> {
    /// A measured figure has no band.
    pub const fn exact(value: T) -> Self {
        Self {
            low: value,
            likely: value,
            high: value,
        }
    }

    /// The same estimate of something else.
    pub fn map<U>(self, of: impl Fn(T) -> U) -> Range<U> {
        Range {
            low: of(self.low),
            likely: of(self.likely),
            high: of(self.high),
        }
    }
}

/// The first two digits, the rest zeros: an estimate knows no more.
pub fn rough(number: u64) -> u64 {
    let unit = 10_u64.pow(number.checked_ilog10().unwrap_or(0).saturating_sub(1));
    number - number % unit
}

/// As [`rough`], in whole GiB where there are any.
pub fn rough_size(size: Memory) -> String {
    let gib = rough(size.as_mib() / Memory::gib(1).as_mib());
    if gib < 1 {
        Memory::mib(rough(size.as_mib())).to_string()
    } else {
        Memory::gib(gib).to_string()
    }
}

impl fmt::Display for Range<u64> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { low, likely, high } = self.map(rough);
        if self.low == self.high {
            write!(f, "{}", self.likely)
        } else {
            write!(f, "about {likely} ({low} to {high})")
        }
    }
}

impl fmt::Display for Range<Memory> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Range { low, likely, high } = self.map(rough_size);
        write!(f, "about {likely} ({low} to {high})")
    }
}

/// How many a second, kept for 1,000 seconds so that quiet servers are not rounded away.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Rate {
    per_1000_s: u64,
}

impl Rate {
    pub const fn per_1000_s(per_1000_s: u64) -> Self {
        Self { per_1000_s }
    }

    pub const fn as_per_1000_s(self) -> u64 {
        self.per_1000_s
    }
}

impl fmt::Display for Rate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.per_1000_s {
            tenths @ 0..10_000 => write!(f, "{}.{} a second", tenths / 1000, tenths % 1000 / 100),
            many => write!(f, "{} a second", many / 1000),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_estimate_has_two_digits() {
        assert_eq!(rough(0), 0);
        assert_eq!(rough(7), 7);
        assert_eq!(rough(99), 99);
        assert_eq!(rough(6_561), 6_500);
        assert_eq!(rough(2_023_856), 2_000_000);
    }

    #[test]
    fn a_band_is_written_with_its_ends() {
        let jobs = Range {
            low: 505_964,
            likely: 1_011_928,
            high: 2_023_856,
        };
        assert_eq!(jobs.to_string(), "about 1000000 (500000 to 2000000)");
        assert_eq!(Range::exact(123_456).to_string(), "123456");
        let disk = Range {
            low: Memory::mib(900),
            likely: Memory::mib(71_472),
            high: Memory::mib(499_656),
        };
        assert_eq!(disk.to_string(), "about 69 GiB (900 MiB to 480 GiB)");
    }

    #[test]
    fn a_quiet_server_has_a_rate() {
        assert_eq!(Rate::per_1000_s(960).to_string(), "0.9 a second");
        assert_eq!(Rate::per_1000_s(23_425).to_string(), "23 a second");
    }
}
