//! `apply.plan` names every file of its host, and of every variable whose it is.

use super::spread::cases;

/// Variables that are the site's own: an `apply.sh` leaves those that are there as they are.
const OF_THE_SITE: &[&str] = &[
    "LOCAL_DOMAIN",
    "WEB_DOMAIN",
    "SECRET_KEY_BASE",
    "OTP_SECRET",
    "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
    "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
    "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
    "VAPID_PRIVATE_KEY",
    "VAPID_PUBLIC_KEY",
    "DB_NAME",
    "DB_USER",
    "DB_PASS",
    "SMTP_PASSWORD",
    "AWS_ACCESS_KEY_ID",
    "AWS_SECRET_ACCESS_KEY",
];

/// The lines of a list in the script, without quotes.
fn list<'a>(script: &'a str, name: &str) -> Vec<&'a str> {
    let lines = script.lines().skip_while(|line| *line != format!("{name}=("));
    let items = lines.skip(1).take_while(|line| *line != ")");
    items.map(|line| line.trim().trim_matches('\'')).collect()
}

#[test]
fn every_variable_is_decided_by_the_plan_or_by_the_site() {
    let mut looked_at = 0;
    for case in cases() {
        let of_kind = |id| case.bundle.files.iter().find(|file| file.kind.id == id);
        let Some(script) = of_kind("apply-plan") else {
            continue;
        };
        let owned = list(&script.text, "owned");
        for line in of_kind("environment").unwrap().text.lines() {
            let Some((name, _)) = line.split_once('=').filter(|_| !line.starts_with('#')) else {
                continue;
            };
            let is_elsewhere = case.plan.spec.database.is_elsewhere();
            let has_own_mail = case.plan.spec.mail.server.is_none();
            let is_named_by_the_plan = is_elsewhere && ["DB_NAME", "DB_USER"].contains(&name);
            let is_of_the_site = OF_THE_SITE.contains(&name) && !is_named_by_the_plan
                || has_own_mail && name.starts_with("SMTP_");
            assert!(owned.contains(&name) != is_of_the_site, "{}: {name}", case.name);
            looked_at += 1;
        }
    }
    assert!(looked_at > 0);
}

#[test]
fn every_file_of_the_host_is_placed_once_and_secrets_are_closed_to_others() {
    for case in cases() {
        let host = format!("{}/", case.plan.hosts[0].name);
        let on_host = || {
            case.bundle
                .files
                .iter()
                .filter(|file| file.path.starts_with(&host))
        };
        let Some(script) = on_host().find(|file| file.kind.id == "apply-plan") else {
            continue;
        };
        let placed = list(&script.text, "files");
        for file in on_host() {
            let path = file.path.trim_start_matches(host.trim_end_matches('/'));
            let lines: Vec<_> = placed
                .iter()
                .filter(|line| line.ends_with(&format!(" {path}")))
                .collect();
            let stays = ["apply", "apply-plan", "verify", "database-sql"].contains(&file.kind.id);
            assert_eq!(lines.len(), usize::from(!stays), "{}: {path}", case.name);
            assert!(
                lines
                    .iter()
                    .all(|line| !file.is_secret() || line.starts_with("600 ")),
                "{}: {path}",
                case.name
            );
        }
    }
}
