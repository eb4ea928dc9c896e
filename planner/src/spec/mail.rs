//! The server that Mastodon's mail leaves by. Its password is a secret, which no Spec has.

use crate::value::choice::choices;
use crate::value::text::{Email, HostName, Login};

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mail {
    /// Without one, the files have marks where it goes.
    pub server: Option<HostName>,
    pub port: u16,
    pub tls: MailTls,
    /// A server that is given without one asks for none.
    pub login: Option<Login>,
    pub from: Option<Email>,
}

choices! {
    /// How the way to the mail server is encrypted.
    #[derive(Default)]
    MailTls {
        #[default]
        Starttls = "starttls", "STARTTLS", "Plain at first, then encrypted or not at all. Usual on ports 587 and 2525.";
        Implicit = "implicit", "Implicit TLS", "Encrypted from the first byte, which Mastodon calls SMTP_TLS. Usual on port 465.";
        None = "none", "None", "Only to a server on this host or in a network of your own.";
    }
}

impl Default for Mail {
    fn default() -> Self {
        Self {
            server: None,
            port: Self::SUBMISSION,
            tls: MailTls::default(),
            login: None,
            from: None,
        }
    }
}

impl Mail {
    /// Mail from server to server (RFC 5321), which many providers block.
    pub const SMTP: u16 = 25;
    /// Submission, with STARTTLS (RFC 6409).
    pub const SUBMISSION: u16 = 587;
    /// Submission over implicit TLS (RFC 8314, 3.3).
    pub const SUBMISSIONS: u16 = 465;

    /// `SMTP_AUTH_METHOD`.
    pub fn auth_method(&self) -> &'static str {
        if self.login.is_some() { "plain" } else { "none" }
    }

    /// Whether the port is one that speaks TLS from the first byte, as far as that is known; none for ports that either may have.
    pub(crate) fn port_is_implicit(&self) -> Option<bool> {
        match self.port {
            Self::SUBMISSIONS => Some(true),
            Self::SUBMISSION | Self::SMTP => Some(false),
            _ => None,
        }
    }
}
