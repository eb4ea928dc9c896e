//! Secrets stand in files made for them, and nowhere else; a server that exists gets none.

use std::io::Write;
use std::process::{Command, Stdio};

use base64ct::{Base64Url, Encoding};
use templates::{MARK, Secrets, render};

use super::spread::{cases, counting};

/// Variables whose values nobody else may know.
const SECRET: &[&str] = &[
    "SECRET_KEY_BASE",
    "OTP_SECRET",
    "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
    "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
    "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
    "VAPID_PRIVATE_KEY",
    "DB_PASS",
];

#[test]
fn only_their_owner_may_read_files_with_secrets() {
    for case in cases() {
        let known: Vec<_> = SECRET.iter().filter_map(|name| case.variable(name)).collect();
        for file in case.bundle.files.iter().filter(|file| file.mode & 0o077 != 0) {
            for secret in known.iter().filter(|secret| !secret.starts_with(MARK)) {
                assert!(!file.text.contains(*secret), "{}: {}", case.name, file.path);
            }
        }
        let passwords = case
            .bundle
            .files
            .iter()
            .filter(|file| ["redis-conf", "userlist"].contains(&file.kind.id));
        for file in passwords {
            assert_eq!(file.mode, 0o600, "{}: {}", case.name, file.path);
        }
    }
}

#[test]
fn each_version_gets_the_secrets_that_it_must_have() {
    use planner::spec::Mastodon;
    for case in cases() {
        let version = case.plan.spec.mastodon;
        assert!(case.variable("SECRET_KEY_BASE").is_some() && case.variable("VAPID_PUBLIC_KEY").is_some());
        assert_eq!(
            case.variable("OTP_SECRET").is_some(),
            version <= Mastodon::V4_3,
            "{}",
            case.name
        );
        let key = case.variable("ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY");
        assert_eq!(key.is_some(), version >= Mastodon::V4_3, "{}", case.name);
    }
}

#[test]
fn an_existing_server_gets_marks_whatever_was_drawn() {
    for case in cases()
        .iter()
        .filter(|case| case.plan.spec.site.server.runs_already())
    {
        let other = render(&case.plan, &Secrets::draw(&mut |buffer| buffer.fill(7)));
        assert!(other == case.bundle, "{}", case.name);
        for name in SECRET.iter().filter(|name| case.variable(name).is_some()) {
            assert_eq!(
                case.variable(name),
                Some(format!("{MARK}{name}").as_str()),
                "{}",
                case.name
            );
        }
    }
}

#[test]
fn the_runbook_lists_every_mark() {
    for case in cases() {
        let runbook = case.text("RUNBOOK.md");
        let on_host = case
            .bundle
            .files
            .iter()
            .filter(|file| file.path.starts_with(&case.on_host("")));
        for mark in on_host.flat_map(|file| marks(&file.text)) {
            assert!(
                runbook.contains(&format!("| `{mark}` |")),
                "{}: {mark}",
                case.name
            );
        }
    }
}

#[test]
fn a_new_server_has_marks_only_for_what_others_must_give() {
    for case in cases()
        .iter()
        .filter(|case| !case.plan.spec.site.server.runs_already())
    {
        let on_host = case
            .bundle
            .files
            .iter()
            .filter(|file| file.path.starts_with(&case.on_host("")));
        for mark in on_host.flat_map(|file| marks(&file.text)) {
            let name = &mark[MARK.len()..];
            let is_of_a_provider = name.starts_with("SMTP_")
                || name.starts_with("AWS_")
                || name == "DB_PASS" && case.plan.spec.database.is_elsewhere();
            assert!(name.is_empty() || is_of_a_provider, "{mark}");
        }
    }
}

/// Marks in a text, each with its name; `verify.sh` looks for any.
fn marks(text: &str) -> Vec<String> {
    let name = |rest: &str| {
        rest.chars()
            .take_while(|c| c.is_ascii_uppercase() || c.is_ascii_digit() || *c == '_')
            .collect::<String>()
    };
    let found = text
        .split(MARK)
        .skip(1)
        .map(|rest| format!("{MARK}{}", name(rest)));
    found.filter(|mark| mark != MARK).collect()
}

#[test]
fn the_role_has_one_password_for_postgresql_and_pgbouncer() {
    let new_with_pgbouncer = cases()
        .iter()
        .filter(|case| case.plan.uses_pgbouncer() && !case.plan.spec.site.server.runs_already());
    for case in new_with_pgbouncer.filter(|case| case.plan.database().is_some()) {
        let of = |id| {
            &case
                .bundle
                .files
                .iter()
                .find(|file| file.kind.id == id)
                .unwrap()
                .text
        };
        let list = of("userlist")
            .lines()
            .find_map(|line| line.strip_prefix("\"mastodon\" "))
            .unwrap();
        let kept = list.trim_matches('"');
        assert!(kept.starts_with("SCRAM-SHA-256$4096:"), "{kept}");
        assert!(
            of("database-sql").contains(&format!("PASSWORD '{kept}'")),
            "{}",
            case.name
        );
    }
}

#[test]
fn two_draws_have_nothing_in_common() {
    let case = &cases()[0];
    let mut random = counting();
    let (first, second) = (Secrets::draw(&mut random), Secrets::draw(&mut random));
    let (first, second) = (render(&case.plan, &first), render(&case.plan, &second));
    for (a, b) in first
        .files
        .iter()
        .zip(&second.files)
        .filter(|(file, _)| file.kind.id == "environment")
    {
        for line in a
            .text
            .lines()
            .filter(|line| SECRET.iter().any(|name| line.starts_with(&format!("{name}="))))
        {
            assert!(!b.text.contains(line), "{line}");
        }
    }
}

#[test]
fn printing_tells_no_secret() {
    let secrets = Secrets::draw(&mut counting());
    let bundle = render(&cases()[0].plan, &secrets);
    let password = cases()[0].variable("DB_PASS").unwrap();
    assert!(!format!("{secrets:?}{bundle:?}").contains(password));
}

#[test]
fn a_preview_shows_where_secrets_will_be() {
    let bundle = render(&cases()[0].plan, &Secrets::hidden());
    let environment = bundle
        .files
        .iter()
        .find(|file| file.kind.id == "environment")
        .unwrap();
    assert!(
        environment
            .text
            .contains("\nSECRET_KEY_BASE=drawn_when_you_download\n")
    );
}

/// An EC private key of RFC 5915 on P-256: what stands before its 32 bytes, and behind them.
const DER_HEAD: &[u8] = &[0x30, 0x31, 0x02, 0x01, 0x01, 0x04, 0x20];
const DER_TAIL: &[u8] = &[
    0xa0, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x03, 0x01, 0x07,
];

#[test]
fn openssl_derives_the_same_public_key_for_web_push() {
    let case = &cases()[0];
    let decode = |name: &str| Base64Url::decode_vec(case.variable(name).unwrap()).unwrap();
    let private = [DER_HEAD, &decode("VAPID_PRIVATE_KEY"), DER_TAIL].concat();

    let mut openssl = Command::new("openssl")
        .args([
            "ec",
            "-inform",
            "DER",
            "-pubout",
            "-outform",
            "DER",
            "-conv_form",
            "uncompressed",
        ])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    openssl.stdin.take().unwrap().write_all(&private).unwrap();
    let public = openssl.wait_with_output().unwrap().stdout;
    assert_eq!(public[public.len() - 65..], decode("VAPID_PUBLIC_KEY"));
}
