//! Mail leaves as the Spec says, in the variables that each version reads.

use super::spread::{Case, of};

const SERVER: &str = "mail.server=smtp.example.net";

/// Every line about mail, in order.
fn lines(case: &Case) -> Vec<&str> {
    let lines = case.env().lines();
    lines.filter(|line| line.starts_with("SMTP_")).collect()
}

/// `config/email.yml` and `lib/mastodon/email_configuration_helper.rb` at v4.6: STARTTLS is `always`, `never` or `auto`, and TLS from the
/// first byte is `SMTP_TLS` or `SMTP_SSL`, of which only `true` counts.
#[test]
fn each_encryption_is_said_so_that_no_other_can_be_meant() {
    let encryption = |answers: &str| {
        let case = of(&format!("{SERVER} {answers}"));
        let found = ["SMTP_PORT", "SMTP_TLS", "SMTP_SSL", "SMTP_ENABLE_STARTTLS"];
        found.map(|name| case.variable(name).unwrap().to_owned())
    };
    assert_eq!(encryption(""), ["587", "false", "false", "always"]);
    assert_eq!(
        encryption("mail.port=465 mail.tls=implicit"),
        ["465", "true", "true", "never"]
    );
    assert_eq!(
        encryption("mail.port=2525 mail.tls=starttls"),
        ["2525", "false", "false", "always"]
    );
    assert_eq!(
        encryption("mail.port=25 mail.tls=none"),
        ["25", "false", "false", "never"]
    );
}

/// `SMTP_ENABLE_STARTTLS` came with 4.0.
#[test]
fn version_3_5_has_another_word_for_starttls() {
    let starttls = |answers: &str| {
        let case = of(&format!("{SERVER} mastodon=3.5 {answers}"));
        assert_eq!(case.variable("SMTP_ENABLE_STARTTLS"), None);
        case.variable("SMTP_ENABLE_STARTTLS_AUTO").unwrap().to_owned()
    };
    assert_eq!(starttls(""), "true");
    assert_eq!(starttls("mail.port=465 mail.tls=implicit"), "false");
}

#[test]
fn the_password_is_marked_where_there_is_a_login_and_nowhere_else() {
    let with = of(&format!(
        "{SERVER} mail.login=apikey mail.from=hello@example.social"
    ));
    assert_eq!(
        lines(&with)[..6],
        [
            "SMTP_SERVER=smtp.example.net",
            "SMTP_PORT=587",
            "SMTP_LOGIN=apikey",
            "SMTP_PASSWORD=CHANGE_ME_SMTP_PASSWORD",
            "SMTP_AUTH_METHOD=plain",
            "SMTP_FROM_ADDRESS=hello@example.social",
        ]
    );
    let without = of("mail.server=localhost mail.port=25 mail.tls=none");
    assert_eq!(
        lines(&without)[2..6],
        [
            "SMTP_LOGIN=",
            "SMTP_PASSWORD=",
            "SMTP_AUTH_METHOD=none",
            "SMTP_FROM_ADDRESS=notifications@example.social",
        ]
    );
}

/// A server in production used port 465; `587` in the new file made mail fail.
#[test]
fn a_server_that_runs_keeps_its_mail_unless_another_server_is_given() {
    let kept = of("site.server=existing run=compose");
    assert_eq!(
        lines(&kept),
        [
            "SMTP_SERVER=CHANGE_ME_SMTP_SERVER",
            "SMTP_PORT=CHANGE_ME_SMTP_PORT",
            "SMTP_LOGIN=CHANGE_ME_SMTP_LOGIN",
            "SMTP_PASSWORD=CHANGE_ME_SMTP_PASSWORD",
            "SMTP_FROM_ADDRESS=CHANGE_ME_SMTP_FROM_ADDRESS",
        ]
    );
    let given = of(&format!("site.server=changed {SERVER} mail.login=apikey"));
    assert_eq!(given.variable("SMTP_PORT"), Some("587"));
    let plan = given.text("main/apply.plan");
    assert!(
        plan.contains("\n  SMTP_PORT\n") && !plan.contains("SMTP_PASSWORD"),
        "{plan}"
    );
}

#[test]
fn the_runbook_tries_the_way_to_the_mail_server() {
    let runbook = |answers: &str| of(answers).text("RUNBOOK.md").to_owned();
    let given = runbook(&format!("{SERVER} mail.port=465 mail.tls=implicit"));
    assert!(given.contains("</dev/tcp/smtp.example.net/465"), "{given}");
    assert!(runbook("").contains("takes mail by SMTP on port 587"));
}
