//! How large a disk must be for what is kept on it.

use crate::unit::Memory;

/// For the system, Mastodon with its Ruby and Node or its images, and logs. Our judgement.
pub(crate) const SYSTEM: Memory = Memory::gib(15);
/// A part of the disk that is not to be counted on. Our judgement.
pub(crate) const FREE_SHARE: u64 = 10;

/// The least that holds these data and the system, and has its part free.
pub(crate) fn enough(data: Memory) -> Memory {
    (data + SYSTEM).fraction(FREE_SHARE, FREE_SHARE - 1)
}

/// Whether a disk of this size holds these data so.
pub(crate) fn is_enough(size: Memory, data: Memory) -> bool {
    data + SYSTEM <= size - size / FREE_SHARE
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn data_and_system_fill_nine_tenths() {
        // (66 + 15) ÷ 0.9 = 90.
        assert_eq!(enough(Memory::gib(66)), Memory::gib(90));
    }
}
