//! Hosts as they are sold.

use std::fmt;

use crate::Spec;
use crate::unit::Memory;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Size {
    pub cores: u32,
    pub memory: Memory,
}

/// Sizes that many providers sell, the least first. Our judgement.
pub(super) const SIZES: [Size; 9] = [
    size(1, 2),
    size(2, 4),
    size(4, 8),
    size(8, 16),
    size(8, 32),
    size(16, 32),
    size(16, 64),
    size(32, 128),
    size(64, 256),
];

const fn size(cores: u32, memory_gib: u64) -> Size {
    Size {
        cores,
        memory: Memory::gib(memory_gib),
    }
}

impl Size {
    /// The same site on a host of this size, with as much of everything else.
    pub(super) fn in_place_of(self, spec: &Spec) -> Spec {
        let mut spec = spec.clone();
        for host in &mut spec.hosts {
            host.cores = self.cores;
            host.memory = self.memory;
        }
        spec
    }
}

impl fmt::Display for Size {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let cores = if self.cores == 1 { "core" } else { "cores" };
        write!(f, "{} {cores}, {}", self.cores, self.memory)
    }
}
