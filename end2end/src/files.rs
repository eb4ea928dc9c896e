//! What holds for every file, whatever its format.

use crate::{BundleDir, File, Host, Report};

/// Keys of `.env.production` whose values may stand only in files made for secrets.
const SECRET_KEYS: &[&str] = &[
    "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
    "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
    "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
    "AWS_SECRET_ACCESS_KEY",
    "DB_PASS",
    "OTP_SECRET",
    "SECRET_KEY_BASE",
    "SMTP_PASSWORD",
    "VAPID_PRIVATE_KEY",
];

/// A mark that stands for a secret which only the admin has.
const MARK: &str = "CHANGE_ME";

/// Checks line ends, modes, and where secrets stand.
pub fn check(bundle: &BundleDir) -> Report {
    let mut report = Report::new("files");
    for file in bundle.files() {
        form(&mut report, &file);
    }
    for host in &bundle.hosts {
        secrets(&mut report, bundle, host);
    }
    report
}

fn form(report: &mut Report, file: &File) {
    let path = &file.path;
    let Ok(text) = std::str::from_utf8(&file.bytes) else {
        report.fail(format!("{path}: is not UTF-8"));
        return;
    };
    report.expect(text.ends_with('\n') && !text.ends_with("\n\n"), || {
        format!("{path}: does not end with exactly one newline")
    });
    report.expect(!text.contains('\r'), || format!("{path}: has a carriage return"));
    for (number, line) in (1..).zip(text.lines()) {
        if line.ends_with([' ', '\t']) {
            report.fail(format!("{path}:{number}: trailing blanks"));
        }
    }
    let script = text.starts_with("#!");
    let allowed: &[u32] = match path.rsplit('/').next() {
        Some(".env.production") => &[0o600],
        Some("userlist.txt" | "database.sql") => &[0o600, 0o640],
        Some(name) if name.starts_with("redis") || name.starts_with("valkey") => &[0o600, 0o640],
        Some("pgbouncer.ini") => &[0o644, 0o640, 0o600],
        _ if path.contains("/redis/") || path.contains("/valkey/") => &[0o600, 0o640],
        _ if script => &[0o755],
        _ => &[0o644],
    };
    report.expect(allowed.contains(&file.mode), || {
        format!("{path}: mode is {:o}, should be {:o}", file.mode, allowed[0])
    });
}

/// A secret stands only in files that nobody but their program may read.
fn secrets(report: &mut Report, bundle: &BundleDir, host: &Host) {
    let env = host.env();
    let values: Vec<_> = SECRET_KEYS
        .iter()
        .filter_map(|key| env.get_key_value(*key))
        .filter(|(_, value)| !value.is_empty() && !value.contains(MARK))
        .collect();
    for file in bundle.files().iter().filter(|file| file.mode & 0o007 != 0) {
        let text = file.text();
        for (key, value) in &values {
            report.expect(!text.contains(value.as_str()), || {
                format!(
                    "{}: everyone may read it, and it has the value of {key}",
                    file.path
                )
            });
        }
    }
}
