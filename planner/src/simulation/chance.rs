//! Numbers by chance that are the same on every machine.

/// `SplitMix64` (Steele, Lea and Flood, Fast splittable pseudorandom number generators, OOPSLA 2014); the constants are
/// those of its public-domain version, <https://prng.di.unimi.it/splitmix64.c>.
#[derive(Clone, Debug)]
pub struct Chance {
    state: u64,
}

impl Chance {
    pub const fn new(seed: u64) -> Self {
        Self { state: seed }
    }

    pub const fn next(&mut self) -> u64 {
        self.state = self.state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.state;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// From 0 to below `bound`, which is far below 2³², so that no number is likelier than another by more than that.
    pub const fn below(&mut self, bound: u64) -> u64 {
        ((self.next() >> 32) * bound) >> 32
    }

    /// Spread as times between chance events are: exponentially, but for a logarithm that is straight between powers of two.
    /// Its mean is exact: the leading zeros of a random number are 1 on average, and the rest ½, together 3 ÷ 2.
    pub const fn spread(&mut self, mean: u64) -> u64 {
        const ONE: u64 = 1 << 16;
        let number = self.next() | 1;
        let zeros = number.leading_zeros();
        // Below the leading one: from 0 to below 1, in 65,536ths.
        let rest = (number << zeros << 1) >> 48;
        let logarithm = zeros as u64 * ONE + (ONE - rest);
        mean * logarithm / (ONE + ONE / 2)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The first numbers of `SplitMix64` from 1234567, as published with Rosetta Code's task "Pseudo-random numbers/Splitmix64".
    #[test]
    fn it_is_splitmix64() {
        let mut chance = Chance::new(1_234_567);
        let first: Vec<_> = (0..5).map(|_| chance.next()).collect();
        assert_eq!(
            first,
            [
                6_457_827_717_110_365_317,
                3_203_168_211_198_807_973,
                9_817_491_932_198_370_423,
                4_593_380_528_125_082_431,
                16_408_922_859_458_223_821
            ]
        );
    }

    /// Of 100,000 numbers about the mean 1,000, whose own mean is off by 1,000 ÷ √100,000 = 3 or so.
    #[test]
    fn what_is_spread_keeps_its_mean() {
        let mut chance = Chance::new(1);
        let numbers: Vec<_> = (0..100_000).map(|_| chance.spread(1_000)).collect();
        let mean = numbers.iter().sum::<u64>() / 100_000;
        assert!((990..=1_010).contains(&mean), "{mean}");
        // Exponentially: e^-1 = 37 % are above the mean, e^-3 = 5 % above three times as much.
        let above = |bound| numbers.iter().filter(|&&number| number > bound).count();
        assert!((35_000..=39_000).contains(&above(1_000)), "{}", above(1_000));
        assert!((4_000..=6_000).contains(&above(3_000)), "{}", above(3_000));
    }

    #[test]
    fn each_number_below_a_bound_comes_as_often() {
        let mut chance = Chance::new(1);
        let mut counts = [0_u32; 3];
        for _ in 0..30_000 {
            counts[usize::try_from(chance.below(3)).expect("small")] += 1;
        }
        // 10,000 each, off by √(30,000 × ⅓ × ⅔) = 82 or so.
        for count in counts {
            assert!((9_600..=10_400).contains(&count), "{counts:?}");
        }
    }
}
