//! Amounts with their unit in the type. Whole numbers only, so that every machine gets the same answer.

use std::fmt;
use std::iter::Sum;
use std::ops::{Add, Div, Mul, Sub};

/// An amount of memory or disk, kept in KiB.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Memory {
    kib: u64,
}

const BYTES_PER_KIB: u64 = 1024;
const KIB_PER_MIB: u64 = 1024;
const KIB_PER_GIB: u64 = 1024 * 1024;

impl Memory {
    pub const ZERO: Self = Self { kib: 0 };

    pub const fn kib(kib: u64) -> Self {
        Self { kib }
    }

    pub const fn mib(mib: u64) -> Self {
        Self {
            kib: mib.saturating_mul(KIB_PER_MIB),
        }
    }

    pub const fn gib(gib: u64) -> Self {
        Self {
            kib: gib.saturating_mul(KIB_PER_GIB),
        }
    }

    pub const fn as_kib(self) -> u64 {
        self.kib
    }

    /// Rounded down.
    pub const fn as_bytes(self) -> u64 {
        self.kib.saturating_mul(BYTES_PER_KIB)
    }

    pub const fn as_mib(self) -> u64 {
        self.kib / KIB_PER_MIB
    }

    #[must_use]
    pub const fn saturating_sub(self, other: Self) -> Self {
        Self {
            kib: self.kib.saturating_sub(other.kib),
        }
    }

    /// `part` of `whole`, rounded down.
    #[must_use]
    pub const fn fraction(self, part: u64, whole: u64) -> Self {
        Self {
            kib: self.kib.saturating_mul(part) / whole,
        }
    }

    /// Rounded down to whole MiB.
    #[must_use]
    pub const fn floor_mib(self) -> Self {
        Self::mib(self.as_mib())
    }

    /// As `postgresql.conf` writes it: `2GB`, `512MB`, `5242kB`.
    pub fn postgresql(self) -> String {
        self.with_units("kB", "MB", "GB")
    }

    /// As `redis.conf` writes it: `2gb`, `512mb`, `64kb`.
    pub fn redis(self) -> String {
        self.with_units("kb", "mb", "gb")
    }

    /// As systemd writes it: `2G`, `512M`, `64K`.
    pub fn systemd(self) -> String {
        self.with_units("K", "M", "G")
    }

    /// As docker compose and nginx write it: `2g`, `512m`, `64k`.
    pub fn docker(self) -> String {
        self.with_units("k", "m", "g")
    }

    fn with_units(self, kib: &str, mib: &str, gib: &str) -> String {
        match self.kib {
            0 => format!("0{kib}"),
            n if n % KIB_PER_GIB == 0 => format!("{}{gib}", n / KIB_PER_GIB),
            n if n % KIB_PER_MIB == 0 => format!("{}{mib}", n / KIB_PER_MIB),
            n => format!("{n}{kib}"),
        }
    }

    /// For reading, with one decimal at most: `1.5 GiB`, `420 MiB`. Not exact; [`fmt::Display`] is.
    pub fn rounded(self) -> String {
        if self.kib < KIB_PER_GIB {
            return format!("{} MiB", self.kib.div_ceil(KIB_PER_MIB));
        }
        let tenths = (self.kib * 10 + KIB_PER_GIB / 2) / KIB_PER_GIB;
        match (tenths / 10, tenths % 10) {
            (whole, 0) => format!("{whole} GiB"),
            (whole, tenth) => format!("{whole}.{tenth} GiB"),
        }
    }
}

impl fmt::Display for Memory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_units(" KiB", " MiB", " GiB"))
    }
}

impl Add for Memory {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self {
            kib: self.kib.saturating_add(other.kib),
        }
    }
}

impl Sub for Memory {
    type Output = Self;
    /// Stops at zero: a budget that is overdrawn is found by comparing, not by a negative amount.
    fn sub(self, other: Self) -> Self {
        self.saturating_sub(other)
    }
}

impl Mul<u64> for Memory {
    type Output = Self;
    fn mul(self, times: u64) -> Self {
        Self {
            kib: self.kib.saturating_mul(times),
        }
    }
}

impl Div<u64> for Memory {
    type Output = Self;
    fn div(self, by: u64) -> Self {
        Self { kib: self.kib / by }
    }
}

impl Sum for Memory {
    fn sum<I: Iterator<Item = Self>>(amounts: I) -> Self {
        amounts.fold(Self::ZERO, Add::add)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn is_written_as_each_program_reads_it() {
        assert_eq!(Memory::gib(2).postgresql(), "2GB");
        assert_eq!(Memory::mib(512).redis(), "512mb");
        assert_eq!(Memory::kib(5242).postgresql(), "5242kB");
        assert_eq!(Memory::mib(1536).systemd(), "1536M");
        assert_eq!(Memory::mib(99).docker(), "99m");
        // 64 × 1024 × 1024, as Redis answers `config get maxmemory`.
        assert_eq!(Memory::mib(64).as_bytes(), 67_108_864);
    }

    #[test]
    fn is_rounded_for_reading_and_exact_in_display() {
        assert_eq!(Memory::mib(1536).rounded(), "1.5 GiB");
        assert_eq!(Memory::gib(8).rounded(), "8 GiB");
        assert_eq!(Memory::mib(420).rounded(), "420 MiB");
        assert_eq!(Memory::mib(1536).to_string(), "1536 MiB");
    }

    #[test]
    fn does_not_go_below_zero() {
        assert_eq!(Memory::mib(1) - Memory::mib(2), Memory::ZERO);
    }
}
