//! What PostgreSQL's versions and the distributions have.
//!
//! Distributions: their package archives, November 2026.

use crate::spec::{Distribution, Postgresql, Run};

impl Postgresql {
    pub fn major(self) -> u32 {
        match self {
            Self::V14 => 14,
            Self::V15 => 15,
            Self::V16 => 16,
            Self::V17 => 17,
            Self::V18 => 18,
        }
    }

    /// `huge_pages_status` came with 17 (its release notes).
    pub fn tells_of_huge_pages(self) -> bool {
        self >= Self::V17
    }

    /// Whether it still gets security fixes (postgresql.org/support/versioning): 14 got its last in November 2026.
    pub fn is_supported(self) -> bool {
        self > Self::V14
    }
}

impl Distribution {
    /// nginx of the distribution, as (major, minor).
    pub fn nginx(self) -> (u32, u32) {
        match self {
            Self::Debian12 => (1, 22),
            Self::Debian13 => (1, 26),
            Self::Ubuntu2204 => (1, 18),
            Self::Ubuntu2404 => (1, 24),
        }
    }

    /// PgBouncer of the distribution, or of the image that is in the compose file, as (major, minor).
    pub fn pgbouncer(self, run: Run) -> (u32, u32) {
        match self {
            _ if run == Run::Compose => (1, 25),
            Self::Debian12 => (1, 18),
            Self::Debian13 => (1, 24),
            Self::Ubuntu2204 => (1, 16),
            Self::Ubuntu2404 => (1, 22),
        }
    }

    /// Redis of the distribution, as (major, minor).
    pub fn redis(self) -> (u32, u32) {
        match self {
            Self::Debian12 | Self::Ubuntu2404 => (7, 0),
            Self::Debian13 => (8, 0),
            Self::Ubuntu2204 => (6, 0),
        }
    }

    /// Valkey of the distribution, as (major, minor). That of Debian 12 is a backport, and no part of it.
    pub fn valkey(self) -> Option<(u32, u32)> {
        match self {
            Self::Debian12 | Self::Ubuntu2204 => None,
            Self::Debian13 => Some((8, 1)),
            Self::Ubuntu2404 => Some((7, 2)),
        }
    }

    /// libvips of the distribution, as (major, minor).
    pub fn libvips(self) -> (u32, u32) {
        match self {
            Self::Debian12 => (8, 14),
            Self::Debian13 => (8, 16),
            Self::Ubuntu2204 => (8, 12),
            Self::Ubuntu2404 => (8, 15),
        }
    }

    /// `FFmpeg` of the distribution, as (major, minor).
    pub fn ffmpeg(self) -> (u32, u32) {
        match self {
            Self::Debian12 => (5, 1),
            Self::Debian13 => (7, 1),
            Self::Ubuntu2204 => (4, 4),
            Self::Ubuntu2404 => (6, 1),
        }
    }

    /// PostgreSQL of the distribution; other versions come from PostgreSQL's own archive.
    pub fn postgresql(self) -> Postgresql {
        match self {
            Self::Debian12 => Postgresql::V15,
            Self::Debian13 => Postgresql::V17,
            Self::Ubuntu2204 => Postgresql::V14,
            Self::Ubuntu2404 => Postgresql::V16,
        }
    }
}
