//! Which Mastodon site this is.

use crate::value::choice::choices;
use crate::value::text::{DomainName, Email};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Site {
    /// `LOCAL_DOMAIN`.
    pub domain: DomainName,
    /// `WEB_DOMAIN`, where it differs.
    pub web_domain: Option<DomainName>,
    pub server: ServerState,
    pub contact: Option<Email>,
}

choices! {
    /// Whether the server is being set up or already has users.
    #[derive(Default)]
    ServerState {
        #[default]
        New = "new", "New server", "All secrets are drawn for you.";
        Existing = "existing", "Existing server", "Nothing is drawn: the files mark where your present secrets go.";
    }
}

impl Default for Site {
    fn default() -> Self {
        Self {
            domain: DomainName::example(),
            web_domain: None,
            server: ServerState::default(),
            contact: None,
        }
    }
}
