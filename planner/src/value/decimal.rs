//! Numbers as people and programs write them, exactly: `4`, `1.5`, and JSON's `4.0` and `1e3`.

/// `digits` × 10^`exponent`, where the last digit is not 0 unless it is the only one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Decimal {
    digits: u128,
    exponent: i32,
}

impl Decimal {
    /// None for what is no number, or below zero.
    pub(super) fn read(text: &str) -> Option<Self> {
        let (mantissa, exponent) = match text.split_once(['e', 'E']) {
            Some((mantissa, exponent)) => (mantissa, Self::read_exponent(exponent)?),
            None => (text, 0),
        };
        let is_negative = mantissa.starts_with('-');
        let mantissa = mantissa.strip_prefix('-').unwrap_or(mantissa);
        let (whole, fraction) = mantissa.split_once('.').unwrap_or((mantissa, ""));
        let all = format!("{whole}{fraction}");
        if whole.is_empty() || !all.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let significant = all.trim_end_matches('0');
        let zeros = i32::try_from(all.len() - significant.len()).ok()?;
        let decimals = i32::try_from(fraction.len()).ok()?;
        // More digits than fit are more than any limit, unless they are behind the point.
        let digits = match significant {
            "" => 0,
            digits => digits
                .parse()
                .ok()
                .or((fraction.is_empty()).then_some(u128::MAX))?,
        };
        if is_negative && digits > 0 {
            return None;
        }
        Some(Self {
            digits,
            exponent: exponent.saturating_sub(decimals).saturating_add(zeros),
        })
    }

    fn read_exponent(text: &str) -> Option<i32> {
        let (sign, digits) = match text.as_bytes().first()? {
            b'-' => (-1, &text[1..]),
            b'+' => (1, &text[1..]),
            _ => (1, text),
        };
        let is_number = !digits.is_empty() && digits.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| sign * digits.parse().unwrap_or(i32::MAX))
    }

    /// This many times `unit`, rounded down, and whether that is exact. What is too large to be said is as large as can be said.
    pub(super) fn times(self, unit: u64) -> (u64, bool) {
        let product = self.digits.saturating_mul(unit.into());
        let power = 10_u128.checked_pow(self.exponent.unsigned_abs());
        let (whole, is_exact) = match power {
            _ if product == 0 => (0, true),
            Some(power) if self.exponent < 0 => (product / power, product.is_multiple_of(power)),
            Some(power) => (product.saturating_mul(power), true),
            None if self.exponent < 0 => (0, false),
            None => (u128::MAX, true),
        };
        (u64::try_from(whole).unwrap_or(u64::MAX), is_exact)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ones(text: &str) -> Option<(u64, bool)> {
        Decimal::read(text).map(|number| number.times(1))
    }

    #[test]
    fn a_number_may_be_written_in_several_ways() {
        for text in ["1000", "1000.0", "1000.", "1e3", "1E+3", "100000e-2", "0001000"] {
            assert_eq!(ones(text), Some((1000, true)), "{text}");
        }
        for text in ["0", "0.0", "-0", "-0.0", "0e999999999999"] {
            assert_eq!(ones(text), Some((0, true)), "{text}");
        }
        // 7.8125 × 1024 = 8000.
        assert_eq!(Decimal::read("7.8125").unwrap().times(1024), (8000, true));
        // 0.0001 × 1024 = 0.1024.
        assert_eq!(Decimal::read("0.0001").unwrap().times(1024), (0, false));
    }

    #[test]
    fn what_is_too_large_does_not_wrap() {
        for text in [
            "1e400",
            "1e999999999999",
            "99999999999999999999",
            &"9".repeat(400),
        ] {
            assert_eq!(ones(text), Some((u64::MAX, true)), "{text}");
        }
        assert_eq!(ones("1e-400"), Some((0, false)));
    }

    #[test]
    fn what_is_no_number_is_refused() {
        for text in [
            "", ".", ".5", "-1", "+1", "1.5.5", "1e", "1e+", "1e1.5", "e3", "0x10", "1 0", "inf", "٣",
        ] {
            assert_eq!(Decimal::read(text), None, "{text:?}");
        }
    }
}
