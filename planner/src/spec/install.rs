//! Where Mastodon is on its host, and whose it is.

use super::{Run, Spec};
use crate::value::text::{Folder, UserName};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Install {
    /// Where it is not where Mastodon's guide has it.
    pub folder: Option<Folder>,
    /// Under systemd, who runs it.
    pub user: UserName,
}

impl Default for Install {
    fn default() -> Self {
        Self {
            folder: None,
            user: UserName::of_the_guide(),
        }
    }
}

impl Spec {
    /// Mastodon's source under systemd, of `docker-compose.yml` in containers.
    pub fn folder(&self) -> String {
        let given = self.install.folder.as_ref().map(ToString::to_string);
        given.unwrap_or_else(|| match self.run {
            Run::Systemd => format!("{}/live", self.home()),
            Run::Compose => "/opt/mastodon".to_owned(),
        })
    }

    /// Of the user, as `adduser` makes it. Ruby is below it.
    pub fn home(&self) -> String {
        format!("/home/{}", self.install.user)
    }
}

#[cfg(test)]
mod tests {
    use crate::testing::spec_of;

    /// docs.joinmastodon.org, Installing from source: the user `mastodon`, and `live` in its home.
    #[test]
    fn mastodon_is_where_its_guide_puts_it_unless_said_otherwise() {
        assert_eq!(spec_of("").folder(), "/home/mastodon/live");
        assert_eq!(spec_of("run=compose").folder(), "/opt/mastodon");
        assert_eq!(spec_of("install.user=social").folder(), "/home/social/live");
        let elsewhere = spec_of("install.user=social install.folder=/srv/social/");
        assert_eq!(elsewhere.folder(), "/srv/social");
        assert_eq!(elsewhere.home(), "/home/social");
        assert_eq!(
            spec_of("run=compose install.user=social install.folder=/srv/social").folder(),
            "/srv/social"
        );
    }
}
