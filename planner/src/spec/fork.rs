//! Mastodon by others than its makers, or images of one's own.

use super::{Run, Spec};
use crate::value::text::{ImageName, Repository, Tag};

/// Its makers' own where nothing is given.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fork {
    /// Of web and Sidekiq.
    pub image: Option<ImageName>,
    pub streaming_image: Option<ImageName>,
    pub repository: Option<Repository>,
    /// Of the images or of the source, whichever was given.
    pub tag: Option<Tag>,
}

const REPOSITORY: &str = "https://github.com/mastodon/mastodon.git";

impl Spec {
    /// Whether something of another's is run.
    pub(crate) fn is_fork(&self) -> bool {
        let fork = &self.fork;
        match self.run {
            Run::Systemd => fork.repository.is_some(),
            Run::Compose => fork.image.is_some() || fork.streaming_image.is_some(),
        }
    }

    /// The image of web and Sidekiq, with its tag.
    pub fn image(&self) -> String {
        self.tagged(self.fork.image.as_ref(), "mastodon")
    }

    /// The image of streaming, with its tag.
    pub fn streaming_image(&self) -> String {
        if self.mastodon.has_streaming_image() {
            self.tagged(self.fork.streaming_image.as_ref(), "mastodon-streaming")
        } else {
            self.image()
        }
    }

    /// Where the source is cloned from, under systemd.
    pub fn repository(&self) -> &str {
        self.fork
            .repository
            .as_ref()
            .map_or(REPOSITORY, Repository::as_str)
    }

    /// The tag or branch of the source.
    pub fn source_tag(&self) -> String {
        self.tag(self.fork.repository.is_some())
    }

    fn tagged(&self, given: Option<&ImageName>, makers: &str) -> String {
        let tag = self.tag(given.is_some());
        given.map_or_else(
            || format!("{}/{makers}:{tag}", self.mastodon.image_registry()),
            |name| format!("{name}:{tag}"),
        )
    }

    /// Forks that follow Mastodon's releases call theirs alike.
    fn tag(&self, is_of_fork: bool) -> String {
        let given = self.fork.tag.as_ref().filter(|_| is_of_fork);
        given.map_or_else(
            || format!("v{}", self.mastodon.newest_patch()),
            ToString::to_string,
        )
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::spec_of;

    const GLITCH: &str = "run=compose mastodon=4.6 fork.image=ghcr.io/glitch-soc/mastodon";

    /// github.com/mastodon/mastodon, docker-compose.yml.
    #[test]
    fn nothing_given_is_mastodons_own() {
        let spec = spec_of("mastodon=4.6");
        assert_eq!(spec.image(), "ghcr.io/mastodon/mastodon:v4.6.8");
        assert_eq!(
            spec.streaming_image(),
            "ghcr.io/mastodon/mastodon-streaming:v4.6.8"
        );
        assert_eq!(spec.repository(), "https://github.com/mastodon/mastodon.git");
        assert_eq!(spec.source_tag(), "v4.6.8");
        assert!(!spec.is_fork());
        // One image for both up to 4.2, at another place up to 4.1.
        let old = spec_of("mastodon=4.1");
        assert_eq!(old.streaming_image(), "tootsuite/mastodon:v4.1.25");
    }

    #[test]
    fn an_image_has_the_tag_that_was_given_for_it() {
        let spec = spec_of(GLITCH);
        assert!(spec.is_fork());
        assert_eq!(spec.image(), "ghcr.io/glitch-soc/mastodon:v4.6.8");
        let spec = spec_of(&format!("{GLITCH} fork.tag=nightly.2026-11-01"));
        assert_eq!(spec.image(), "ghcr.io/glitch-soc/mastodon:nightly.2026-11-01");
        assert_eq!(
            spec.streaming_image(),
            "ghcr.io/mastodon/mastodon-streaming:v4.6.8"
        );
        let both =
            format!("{GLITCH} fork.tag=main fork.streaming_image=ghcr.io/glitch-soc/mastodon-streaming");
        assert_eq!(
            spec_of(&both).streaming_image(),
            "ghcr.io/glitch-soc/mastodon-streaming:main"
        );
    }

    #[test]
    fn a_source_of_ones_own_is_cloned_under_systemd() {
        let spec = spec_of("fork.repository=https://github.com/glitch-soc/mastodon fork.tag=stable-4.6");
        assert_eq!(spec.repository(), "https://github.com/glitch-soc/mastodon");
        assert_eq!(spec.source_tag(), "stable-4.6");
        assert!(spec.is_fork());
    }
}
