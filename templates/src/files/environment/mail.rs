//! Variables by which Mastodon sends mail.

use planner::spec::{MailTls, Spec};

use crate::MARK;

pub(super) struct Variable {
    pub(super) name: &'static str,
    pub(super) value: String,
}

/// What a server that runs has, however it is set up.
const KEPT: [&str; 5] = [
    "SMTP_SERVER",
    "SMTP_PORT",
    "SMTP_LOGIN",
    "SMTP_PASSWORD",
    "SMTP_FROM_ADDRESS",
];
/// What a mail server that is given fixes besides.
const FIXED: [&str; 5] = [
    "SMTP_AUTH_METHOD",
    "SMTP_TLS",
    "SMTP_SSL",
    "SMTP_ENABLE_STARTTLS",
    "SMTP_ENABLE_STARTTLS_AUTO",
];

/// In order. A server that runs keeps its own, unless another is given.
pub(super) fn variables(spec: &Spec) -> Vec<Variable> {
    let mail = &spec.mail;
    if mail.server.is_none() && spec.site.server.runs_already() {
        return KEPT.map(marked).into();
    }
    let server = mail.server.as_ref();
    let mut variables = vec![
        server.map_or_else(|| marked("SMTP_SERVER"), |server| variable("SMTP_SERVER", server)),
        variable("SMTP_PORT", &mail.port),
    ];
    variables.extend(match (&mail.login, server) {
        (Some(login), _) => vec![
            variable("SMTP_LOGIN", login),
            marked("SMTP_PASSWORD"),
            variable("SMTP_AUTH_METHOD", &mail.auth_method()),
        ],
        (None, Some(_)) => vec![
            variable("SMTP_LOGIN", &""),
            variable("SMTP_PASSWORD", &""),
            variable("SMTP_AUTH_METHOD", &mail.auth_method()),
        ],
        (None, None) => vec![marked("SMTP_LOGIN"), marked("SMTP_PASSWORD")],
    });
    variables.push(match &mail.from {
        Some(from) => variable("SMTP_FROM_ADDRESS", from),
        None => variable(
            "SMTP_FROM_ADDRESS",
            &format!("notifications@{}", spec.site.domain),
        ),
    });
    variables.extend(encryption(spec));
    variables
}

/// Names that the plan decides once a server is given. The password is never its own.
pub(super) fn owned(spec: &Spec) -> impl Iterator<Item = &'static str> {
    let names = spec.mail.server.as_ref().map(|_| KEPT.iter().chain(&FIXED));
    names
        .into_iter()
        .flatten()
        .copied()
        .filter(|&name| name != "SMTP_PASSWORD")
}

/// Mail's library refuses to send where both TLS and STARTTLS are asked for, and takes STARTTLS to be asked for unless it is
/// forbidden; from 4.4 on `SMTP_ENABLE_STARTTLS_AUTO=false` forbids nothing (`lib/mastodon/email_configuration_helper.rb`).
fn encryption(spec: &Spec) -> [Variable; 3] {
    let is_implicit = spec.mail.tls == MailTls::Implicit;
    let is_starttls = spec.mail.tls == MailTls::Starttls;
    let starttls = if is_starttls { "always" } else { "never" };
    [
        variable("SMTP_TLS", &is_implicit),
        // Another name for the same, which a server that runs may have.
        variable("SMTP_SSL", &is_implicit),
        if spec.mastodon.has_smtp_enable_starttls() {
            variable("SMTP_ENABLE_STARTTLS", &starttls)
        } else {
            variable("SMTP_ENABLE_STARTTLS_AUTO", &is_starttls)
        },
    ]
}

fn variable(name: &'static str, value: &impl ToString) -> Variable {
    let value = value.to_string();
    Variable { name, value }
}

fn marked(name: &'static str) -> Variable {
    variable(name, &format!("{MARK}{name}"))
}
