//! What was measured, for another number of users.

/// More than any host is asked for, and few enough to be worked with.
const MOST: u64 = 1_000_000_000_000;

/// A measured figure for another number of users: in proportion for more of them, since the next ones ask for as much as
/// those that are there, and for fewer no less than the load model keeps.
pub(crate) fn moved(measured: u64, here: u64, there: u64, model: impl Fn(u64) -> u64) -> u64 {
    let scaled = |part: u64, whole: u64| {
        let all = u128::from(measured) * u128::from(part);
        u64::try_from(all.div_ceil(u128::from(whole.max(1)))).unwrap_or(u64::MAX)
    };
    scaled(there, here)
        .max(scaled(model(there), model(here)))
        .min(MOST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_measured_grows_in_proportion_and_shrinks_no_faster_than_the_model() {
        let root = u64::isqrt;
        assert_eq!(moved(300, 100, 400, root), 1_200);
        // √25 ÷ √100 = a half, 25 ÷ 100 a quarter.
        assert_eq!(moved(300, 100, 25, root), 150);
        assert_eq!(moved(300, 100, 100, root), 300);
    }
}
