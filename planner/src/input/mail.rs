//! The server that Mastodon's mail leaves by.

use crate::field::{Asked, Field, Section, at};
use crate::spec::{MailTls, Spec};
use crate::value::Kind;
use crate::value::choice::Chosen;
use crate::value::text::{Email, HostName, Login};

pub(super) const ALL: &[&Field] = &[&SERVER, &PORT, &TLS, &LOGIN, &FROM];

pub static SERVER: Field = Field {
    name: "mail.server",
    label: "Mail server",
    help: "The host of your mail provider that takes mail by SMTP. Left empty, the files have marks where it goes, and a server that runs keeps its own.",
    kind: HostName::kind("smtp.example.net"),
    asked: Asked::usual(Section::Network),
    access: at!(spec.mail.server),
};

pub static PORT: Field = Field {
    name: "mail.port",
    label: "Mail port",
    help: "587 for most, 465 with implicit TLS, 2525 where a host lets neither of them out, 25 for a server of your own.",
    kind: Kind::Number {
        min: 1,
        max: 65_535,
        unit: "(TCP)",
    },
    asked: Asked::usual(Section::Network).when(with_server),
    access: at!(spec.mail.port),
};

pub static TLS: Field = Field {
    name: "mail.tls",
    label: "Mail encryption",
    help: "It must be what the server speaks on this port: the wrong pair sends nothing.",
    kind: MailTls::KIND,
    asked: Asked::usual(Section::Network).when(with_server),
    access: at!(spec.mail.tls),
};

pub static LOGIN: Field = Field {
    name: "mail.login",
    label: "Mail login",
    help: "The name that the mail server knows you by. Left empty, Mastodon does not log in. The password is no input: its place in the files is marked.",
    kind: Login::kind("postmaster@example.social"),
    asked: Asked::usual(Section::Network).when(with_server),
    access: at!(spec.mail.login),
};

pub static FROM: Field = Field {
    name: "mail.from",
    label: "Mail sender",
    help: "The address that Mastodon's mail comes from. Left empty, it is notifications@ and the domain.",
    kind: Email::kind("notifications@example.social"),
    asked: Asked::seldom(Section::Network).when(with_server),
    access: at!(spec.mail.from),
};

fn with_server(spec: &Spec) -> bool {
    spec.mail.server.is_some()
}
