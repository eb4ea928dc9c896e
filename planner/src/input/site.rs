//! Which Mastodon site this is.

use super::choice::{Chosen, choices};
use super::number::optional;
use super::text::{DomainName, Email};
use crate::field::{Access, Field, Kind, Need, Step, always};

choices! {
    /// Whether the server is being set up or already has users.
    ServerState {
        New = "new", "New server", "All secrets are drawn for you.";
        Existing = "existing", "Existing server", "Nothing is drawn: the files mark where your present secrets go.";
    }
}

pub static DOMAIN: Field = Field {
    name: "site.domain",
    label: "Domain",
    help: "The name in your users' addresses, @user@example.social. It cannot be changed later.",
    step: Step::Server,
    kind: Kind::Text {
        shape: DomainName::LIMIT,
        example: "example.social",
        longest: 253,
    },
    need: Need::Required,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| DomainName::parse(text).map(|domain| spec.site.domain = domain),
        get: |spec| spec.site.domain.to_string(),
    },
};

pub static WEB_DOMAIN: Field = Field {
    name: "site.web_domain",
    label: "Web domain",
    help: "Only if the web pages live under another name than the addresses, such as social.example.com for @user@example.com.",
    step: Step::Server,
    kind: Kind::Text {
        shape: DomainName::LIMIT,
        example: "social.example.com",
        longest: 253,
    },
    need: Need::Seldom,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| optional(text, DomainName::parse).map(|domain| spec.site.web_domain = domain),
        get: |spec| {
            spec.site
                .web_domain
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
    },
};

pub static SERVER: Field = Field {
    name: "site.server",
    label: "State",
    help: "For an existing server no password or key is made: yours stay, and the runbook lists where they go.",
    step: Step::Server,
    kind: Kind::Choice(ServerState::CHOICES),
    need: Need::Usual,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| ServerState::parse(text).map(|state| spec.site.server = state),
        get: |spec| spec.site.server.to_string(),
    },
};

pub static CONTACT: Field = Field {
    name: "site.contact",
    label: "Contact e-mail",
    help: "Where Let's Encrypt may write to you about the certificate. Leave it empty to decide later.",
    step: Step::Server,
    kind: Kind::Text {
        shape: Email::LIMIT,
        example: "admin@example.social",
        longest: 320,
    },
    need: Need::Seldom,
    asked_when: always,
    access: Access::Site {
        set: |spec, text| optional(text, Email::parse).map(|contact| spec.site.contact = contact),
        get: |spec| {
            spec.site
                .contact
                .as_ref()
                .map(ToString::to_string)
                .unwrap_or_default()
        },
    },
};
