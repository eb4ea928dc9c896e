//! What Mastodon asks of programs that come with the distribution: one table.
//!
//! Mastodon's side: `README.md` at the release tags, and where it looks for itself: Sidekiq's `lib/sidekiq/cli.rb` for Redis,
//! `config/initializers/vips.rb` for libvips. Ruby and Node.js are installed in the version that Mastodon names, and no
//! PostgreSQL can be chosen that is too old.

use crate::spec::{Mastodon, RedisProgram, Run, Spec};

/// A version as (major, minor).
pub(crate) type Version = (u32, u32);

pub(crate) struct Requirement {
    pub(crate) program: &'static str,
    pub(crate) has: fn(&Spec) -> Version,
    /// None where it does without.
    pub(crate) needs: fn(Mastodon) -> Option<Version>,
}

pub(crate) static REQUIREMENTS: [Requirement; 3] = [
    Requirement {
        program: "Redis",
        has: redis_as_it_says,
        needs: |mastodon| Some(mastodon.oldest_redis()),
    },
    Requirement {
        program: "libvips",
        has: |spec| spec.distribution.libvips(),
        needs: Mastodon::oldest_libvips,
    },
    Requirement {
        program: "FFmpeg",
        has: |spec| spec.distribution.ffmpeg(),
        needs: Mastodon::oldest_ffmpeg,
    },
];

/// From 4.3 on Mastodon ends at its start where libvips is in use and older (`config/initializers/vips.rb`).
const OLDEST_LIBVIPS: Version = (8, 13);

/// As (major, minor), in every version of Valkey: its `src/version.h`, "should never exceed 7.2.x".
const VALKEY_SAYS: Version = (7, 2);

/// The `redis_version` of the distribution's program: what Sidekiq asks for.
fn redis_as_it_says(spec: &Spec) -> Version {
    match spec.options.redis_program {
        RedisProgram::Redis => spec.distribution.redis(),
        RedisProgram::Valkey => VALKEY_SAYS,
    }
}

impl Mastodon {
    /// Oldest Redis that it accepts.
    pub fn oldest_redis(self) -> Version {
        match self {
            Self::V4_5 | Self::V4_6 | Self::V4_7 => (7, 0),
            Self::V4_4 => (6, 2),
            _ => (4, 0),
        }
    }

    /// Where libvips does all pictures. Before, `ImageMagick` can do them.
    fn oldest_libvips(self) -> Option<Version> {
        (!self.needs_imagemagick()).then_some(OLDEST_LIBVIPS)
    }

    fn oldest_ffmpeg(self) -> Option<Version> {
        (self >= Self::V4_6).then_some((5, 1))
    }

    /// libvips does pictures unless `MASTODON_USE_LIBVIPS` says no.
    fn may_turn_libvips_off(self) -> bool {
        self >= Self::V4_4 && self.needs_imagemagick()
    }
}

impl Spec {
    /// Whether `MASTODON_USE_LIBVIPS` must say no, since the distribution's libvips is too old.
    pub fn must_turn_libvips_off(&self) -> bool {
        self.run == Run::Systemd
            && self.mastodon.may_turn_libvips_off()
            && self.distribution.libvips() < OLDEST_LIBVIPS
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::spec::Postgresql;
    use crate::testing::spec_of;
    use crate::value::choice::Chosen;

    fn all<T>(asked: fn(Mastodon) -> T) -> Vec<T> {
        Mastodon::ALL.iter().map(|&version| asked(version)).collect()
    }

    // Expected: README.md at the release tags.

    #[test]
    fn each_version_asks_for_what_its_readme_says() {
        let (old, vips, ffmpeg) = ((4, 0), Some((8, 13)), Some((5, 1)));
        assert_eq!(
            all(Mastodon::oldest_redis),
            [old, old, old, old, old, (6, 2), (7, 0), (7, 0), (7, 0)]
        );
        let none = None;
        assert_eq!(
            all(Mastodon::oldest_libvips),
            [none, none, none, none, none, none, none, vips, vips]
        );
        assert_eq!(
            all(Mastodon::oldest_ffmpeg),
            [none, none, none, none, none, none, none, ffmpeg, ffmpeg]
        );
    }

    /// Valkey's `src/version.h`, at 7.2.7 and 8.0.1: `REDIS_VERSION "7.2.4"`. Mastodon 4.7 asks for 7.0.
    #[test]
    fn valkey_says_that_it_is_redis_7_2() {
        let says = |answers: &str| redis_as_it_says(&spec_of(answers));
        for distribution in ["debian-13", "ubuntu-24.04"] {
            let answers = format!("distribution={distribution} options.redis_program=valkey");
            assert_eq!(says(&answers), (7, 2), "{distribution}");
        }
        assert_eq!(says("distribution=ubuntu-22.04"), (6, 0));
    }

    #[test]
    fn nodejs_and_postgresql_are_always_new_enough() {
        let oldest_node = [12, 14, 14, 16, 18, 20, 20, 22, 22];
        for (installed, oldest) in all(Mastodon::node_major).into_iter().zip(oldest_node) {
            assert!(installed >= oldest, "Node.js {installed}");
        }
        // 4.5 and newer ask for 14, the others for less.
        assert!(Postgresql::ALL.iter().all(|version| version.major() >= 14));
    }

    /// Ubuntu 22.04 has libvips 8.12. config/application.rb: on by default from 4.4 on, and no choice from 4.6 on.
    #[test]
    fn libvips_is_turned_off_where_it_is_too_old_and_may_be() {
        let off = |answers| spec_of(answers).must_turn_libvips_off();
        assert!(off("distribution=ubuntu-22.04 mastodon=4.4"));
        assert!(off("distribution=ubuntu-22.04 mastodon=4.5"));
        assert!(!off("distribution=ubuntu-22.04 mastodon=4.3"));
        assert!(!off("distribution=ubuntu-22.04 mastodon=4.6"));
        assert!(!off("distribution=ubuntu-22.04 mastodon=4.5 run=compose"));
        assert!(!off("distribution=debian-12 mastodon=4.5"));
    }
}
