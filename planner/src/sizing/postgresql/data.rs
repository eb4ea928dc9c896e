//! How large the database is beside its memory: what PgTune asks, answered by our estimate.

use std::fmt;

use crate::unit::Memory;

/// The database after a year, and the memory that is its own.
#[derive(Clone, Copy)]
pub(super) struct Data {
    database: Memory,
    memory: Memory,
}

/// `PgTune`'s steps: less than the memory, up to three times as much, and more.
const MUCH_LARGER: u64 = 3;

impl Data {
    pub(super) const fn new(database: Memory, memory: Memory) -> Self {
        Self { database, memory }
    }

    /// It is read from memory, once it was read.
    pub(super) fn fits(self) -> bool {
        self.database < self.memory
    }

    pub(super) fn is_much_larger(self) -> bool {
        self.database > self.memory * MUCH_LARGER
    }
}

impl fmt::Display for Data {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of data, {} of memory",
            self.database.rounded(),
            self.memory.rounded()
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// PgTune's form: "Less than RAM", "1x - 3x RAM", "More than 3x RAM".
    #[test]
    fn data_fit_are_larger_or_more_than_three_times_the_memory() {
        let of = |mib| {
            let data = Data::new(Memory::mib(mib), Memory::gib(1));
            (data.fits(), data.is_much_larger())
        };
        assert_eq!((of(1_023), of(1_024)), ((true, false), (false, false)));
        assert_eq!((of(3_072), of(3_073)), ((false, false), (false, true)));
    }
}
