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
    /// Whether the server is being set up, was set up by somebody else, or by Howdah.
    #[derive(Default)]
    ServerState {
        #[default]
        New = "new", "New", "Its passwords and keys are drawn.";
        Existing = "existing", "Set up by others", "Its secrets and settings stay.";
        Changed = "changed", "Set up by Howdah", "Its plan changes, its secrets stay.";
    }
}

impl ServerState {
    /// Whether it has users, data and secrets.
    pub const fn runs_already(self) -> bool {
        !matches!(self, Self::New)
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
