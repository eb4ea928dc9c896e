//! What the cores are given to.

use std::fmt;

use crate::rule::{Shown, Value};

/// Every part that takes cores, and the cores that count.
#[derive(Clone, Debug)]
pub struct CoreLedger {
    pub lines: Vec<CoreLine>,
    /// What the cores that count can do in a second, in milliseconds of a core.
    pub all_ms: u64,
    /// How much of it may be used.
    pub use_percent: u64,
    /// The same, likewise in milliseconds.
    pub usable: Value<u64>,
}

#[derive(Clone, Debug)]
pub struct CoreLine {
    pub name: &'static str,
    pub time: Value<CoreTime>,
}

/// What is taken of cores in a second, in milliseconds of one.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CoreTime {
    /// On average over an ordinary day.
    pub mean_ms: u64,
    /// In its busiest hour.
    pub peak_ms: u64,
    /// In the surge.
    pub surge_ms: u64,
}

impl CoreLedger {
    /// All lines together.
    pub fn sum(&self) -> CoreTime {
        let times = self.lines.iter().map(|line| line.time.value);
        times.fold(CoreTime::default(), |sum, time| CoreTime {
            mean_ms: sum.mean_ms.saturating_add(time.mean_ms),
            peak_ms: sum.peak_ms.saturating_add(time.peak_ms),
            surge_ms: sum.surge_ms.saturating_add(time.surge_ms),
        })
    }

    pub(super) fn values(&self) -> impl Iterator<Item = Shown<'_>> {
        let usable = Shown {
            name: "Cores that may be used".to_owned(),
            value: cores(self.usable.value),
            rule: self.usable.rule,
            working: &self.usable.working,
        };
        let lines = self.lines.iter().map(|line| line.time.shown(line.name));
        std::iter::once(usable).chain(lines)
    }
}

/// So many cores, with one decimal: `5.9`.
pub fn cores(ms: u64) -> String {
    let tenths = ms.div_ceil(100);
    format!("{}.{}", tenths / 10, tenths % 10)
}

impl fmt::Display for CoreTime {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} at the peak, {} on average",
            cores(self.peak_ms),
            cores(self.mean_ms)
        )?;
        if self.surge_ms == self.peak_ms {
            Ok(())
        } else {
            write!(f, ", {} in the surge", cores(self.surge_ms))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cores_have_one_decimal_rounded_up() {
        assert_eq!(
            [0, 1, 100, 101, 5_900].map(cores),
            ["0.0", "0.1", "0.1", "0.2", "5.9"]
        );
        let time = |surge_ms| CoreTime {
            mean_ms: 250,
            peak_ms: 500,
            surge_ms,
        };
        assert_eq!(time(500).to_string(), "0.5 at the peak, 0.3 on average");
        assert_eq!(
            time(1_000).to_string(),
            "0.5 at the peak, 0.3 on average, 1.0 in the surge"
        );
    }
}
