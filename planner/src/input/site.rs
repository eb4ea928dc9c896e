//! Which Mastodon site this is.

use crate::field::{Asked, Field, Section, at};
use crate::spec::ServerState;
use crate::value::choice::Chosen;
use crate::value::text::{DomainName, Email};

/// Without those that are asked before all else.
pub(super) const ALL: &[&Field] = &[&WEB_DOMAIN, &CONTACT];

pub static DOMAIN: Field = Field {
    name: "site.domain",
    label: "Domain",
    help: "Part of every address, @user@example.social. It stays for good.",
    kind: DomainName::kind("example.social"),
    asked: Asked::required(Section::Server),
    access: at!(spec.site.domain),
};

pub static SERVER: Field = Field {
    name: "site.server",
    label: "The server is",
    help: "A server that runs keeps its passwords and keys: none is made for it.",
    kind: ServerState::KIND,
    asked: Asked::usual(Section::Server),
    access: at!(spec.site.server),
};

pub static WEB_DOMAIN: Field = Field {
    name: "site.web_domain",
    label: "Web domain",
    help: "Only if the web pages live under another name than the addresses, such as social.example.com for @user@example.com.",
    kind: DomainName::kind("social.example.com"),
    asked: Asked::seldom(Section::Server),
    access: at!(spec.site.web_domain),
};

pub static CONTACT: Field = Field {
    name: "site.contact",
    label: "Contact e-mail",
    help: "Where Let's Encrypt may write to you about the certificate. Leave it empty to decide later.",
    kind: Email::kind("admin@example.social"),
    asked: Asked::seldom(Section::Server),
    access: at!(spec.site.contact),
};
