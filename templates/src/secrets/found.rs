//! Secrets that a server has already, as its files say them.

use std::collections::BTreeMap;
use std::fmt;

use super::{DatabasePassword, MARK, Secrets, password};
use crate::login;
use crate::running::store::Store;

/// What was found in the files of a bundle, or in one `.env.production`. Marks are nothing found.
#[derive(Default)]
pub struct Found {
    /// Variables as they are written, quotes included.
    variables: BTreeMap<String, String>,
    /// What PostgreSQL keeps of the role's password.
    verifier: Option<String>,
    pgbouncer: Option<String>,
    /// By the instance's name.
    redis: BTreeMap<String, String>,
}

impl Found {
    /// Whether a file of this path may hold a secret that a bundle's next version must have.
    pub fn is_asked(path: &str) -> bool {
        Source::of(path).is_some()
    }

    /// Reads a file of a bundle; one that holds none is passed over.
    pub fn read(&mut self, path: &str, text: &str) {
        match Source::of(path) {
            Some(Source::Environment) => self.read_environment(text),
            Some(Source::Userlist) => {
                self.verifier = user(text, login::ROLE).or(self.verifier.take());
                self.pgbouncer = user(text, login::PGBOUNCER_ADMIN).or(self.pgbouncer.take());
            }
            Some(Source::Database) => {
                let line = text.lines().find(|line| line.contains(" PASSWORD '"));
                let word = line.and_then(|line| line.split('\'').nth(1));
                self.verifier = word.and_then(known).or(self.verifier.take());
            }
            Some(Source::Redis(name)) => {
                let line = text.lines().find_map(|line| line.strip_prefix("requirepass "));
                if let Some(password) = line.and_then(known) {
                    self.redis.insert(name.to_owned(), password);
                }
            }
            None => {}
        }
    }

    /// Reads an `.env.production`, whoever wrote it.
    pub fn read_environment(&mut self, text: &str) {
        for line in text.lines() {
            let line = line.strip_prefix("export ").unwrap_or(line);
            let Some((name, value)) = line.split_once('=') else {
                continue;
            };
            let is_name = name
                .bytes()
                .all(|byte| byte.is_ascii_uppercase() || byte.is_ascii_digit() || byte == b'_');
            if let Some(value) = known(value).filter(|_| is_name) {
                self.variables.insert(name.to_owned(), value);
            }
        }
    }

    pub fn is_empty(&self) -> bool {
        self.variables.is_empty() && self.pgbouncer.is_none() && self.redis.is_empty()
    }

    /// Whose secrets these are.
    pub fn domain(&self) -> Option<&str> {
        self.variables.get("LOCAL_DOMAIN").map(|value| unquoted(value))
    }

    /// The value of a place that no drawn secret fills, as it is written: an account at a mail provider.
    pub(super) fn as_written(&self, name: &str) -> Option<&str> {
        self.variables.get(name).map(String::as_str)
    }

    /// What a variable stands for; its mark if the formats that it goes into cannot all say it.
    fn value(&self, name: &str) -> Option<String> {
        let text = unquoted(self.variables.get(name)?);
        Some(if is_plain(text) {
            text.to_owned()
        } else {
            format!("{MARK}{name}")
        })
    }

    fn redis(&self, role: &str) -> Option<String> {
        if !self.redis.is_empty() {
            return self.redis.get(role).cloned();
        }
        let variable = match role {
            "main" => "REDIS_URL".to_owned(),
            other => format!("{}_REDIS_URL", other.to_uppercase()),
        };
        let (_, rest) = self.value(&variable)?.split_once("redis://").map(owned)?;
        let (login, _) = rest.rsplit_once('@').map(owned)?;
        let (_, password) = login.split_once(':').map(owned)?;
        let is_word = password.bytes().all(|byte| byte.is_ascii_alphanumeric());
        (is_word && !password.is_empty()).then_some(password)
    }
}

fn owned((one, other): (&str, &str)) -> (String, String) {
    (one.to_owned(), other.to_owned())
}

/// Tells nothing of what it holds.
impl fmt::Debug for Found {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Found(..)")
    }
}

/// A file that may hold secrets.
enum Source<'a> {
    Environment,
    Userlist,
    Database,
    Redis(&'a str),
}

impl<'a> Source<'a> {
    fn of(path: &'a str) -> Option<Self> {
        let (folder, name) = path.rsplit_once('/').unwrap_or(("", path));
        match name {
            ".env.production" => Some(Self::Environment),
            "userlist.txt" => Some(Self::Userlist),
            "database.sql" => Some(Self::Database),
            _ => {
                let folder = folder.rsplit('/').next()?;
                let program = Store::ALL.iter().find(|store| store.name == folder)?;
                let name = name.strip_suffix(".conf")?;
                let of_units = name
                    .strip_prefix(program.name)
                    .and_then(|name| name.strip_prefix('-'));
                Some(Self::Redis(of_units.unwrap_or(name)))
            }
        }
    }
}

/// A value without a mark in it.
fn known(text: &str) -> Option<String> {
    let text = text.trim();
    (!unquoted(text).is_empty() && !text.contains(MARK)).then(|| text.to_owned())
}

/// The second field of a user's line in `userlist.txt`.
fn user(text: &str, name: &str) -> Option<String> {
    let line = text
        .lines()
        .find_map(|line| line.strip_prefix(&format!("\"{name}\" \"")))?;
    known(line.strip_suffix('"')?)
}

fn unquoted(text: &str) -> &str {
    let within = |quote| text.strip_prefix(quote).and_then(|text| text.strip_suffix(quote));
    within('\'').or_else(|| within('"')).unwrap_or(text)
}

/// Whether every format can say it as it is, and a database takes it for a password without changing it.
fn is_plain(text: &str) -> bool {
    text.bytes()
        .all(|byte| (byte.is_ascii_graphic() || byte == b' ') && !br#"'"\"#.contains(&byte))
}

impl Secrets {
    /// These, with those that were found in place of their own. What is not found stays drawn or marked.
    #[must_use]
    pub fn keeping(mut self, found: Found, random: &mut dyn FnMut(&mut [u8])) -> Self {
        let places = [
            ("SECRET_KEY_BASE", &mut self.secret_key_base),
            ("OTP_SECRET", &mut self.otp_secret),
            (
                "ACTIVE_RECORD_ENCRYPTION_PRIMARY_KEY",
                &mut self.encryption.primary_key,
            ),
            (
                "ACTIVE_RECORD_ENCRYPTION_DETERMINISTIC_KEY",
                &mut self.encryption.deterministic_key,
            ),
            (
                "ACTIVE_RECORD_ENCRYPTION_KEY_DERIVATION_SALT",
                &mut self.encryption.key_derivation_salt,
            ),
            ("VAPID_PRIVATE_KEY", &mut self.vapid_private_key),
            ("VAPID_PUBLIC_KEY", &mut self.vapid_public_key),
        ];
        for (name, place) in places {
            if let Some(value) = found.value(name) {
                *place = value;
            }
        }
        if let Some(plain) = found.value("DB_PASS") {
            let verifier = |begins: &str| found.verifier.clone().filter(|kept| kept.starts_with(begins));
            let mut salt = [0; password::SALT_BYTES];
            random(&mut salt);
            self.database = if plain.contains(MARK) {
                Self::existing().database
            } else {
                DatabasePassword {
                    scram: verifier("SCRAM-SHA-256").unwrap_or_else(|| password::scram(&plain, &salt)),
                    md5: verifier("md5").unwrap_or_else(|| password::md5(&plain, login::ROLE)),
                    plain,
                }
            };
        }
        if let Some(password) = &found.pgbouncer {
            self.pgbouncer.clone_from(password);
        }
        for (role, place) in ["main", "sidekiq", "cache"].into_iter().zip(&mut self.redis) {
            if let Some(password) = found.redis(role) {
                *place = password;
            }
        }
        self.found = Some(found);
        self
    }

    /// A text of lines `NAME=mark`, with what was found in the place of marks.
    pub(crate) fn filled_in(&self, text: &str) -> String {
        let Some(found) = &self.found else {
            return text.to_owned();
        };
        let line = |line: &str| {
            let name = line
                .split_once('=')
                .filter(|(name, value)| *value == format!("{MARK}{name}"))
                .map(|(name, _)| name);
            match name.and_then(|name| Some((name, found.as_written(name)?))) {
                Some((name, value)) => format!("{name}={value}\n"),
                None => format!("{line}\n"),
            }
        };
        text.lines().map(line).collect()
    }
}
