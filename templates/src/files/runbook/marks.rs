//! The places that the admin has to fill in, as they stand in the files.

use std::collections::BTreeMap;

use crate::here::Here;
use crate::{File, MARK};

pub(super) struct Mark {
    pub(super) name: String,
    pub(super) meaning: &'static str,
    pub(super) files: String,
}

pub(super) fn marks(here: Here<'_>, files: &[File]) -> Vec<Mark> {
    let mut places: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    for file in files {
        let Some(path) = here.path_of(file) else {
            continue;
        };
        for name in names(&file.text) {
            let paths = places.entry(name).or_default();
            if paths.last() != Some(&path) {
                paths.push(path);
            }
        }
    }
    let mark = |(name, paths): (&str, Vec<&str>)| Mark {
        name: format!("{MARK}{name}"),
        meaning: meaning(name),
        files: paths.join(", "),
    };
    places.into_iter().map(mark).collect()
}

/// What follows each mark.
fn names(text: &str) -> impl Iterator<Item = &str> {
    let end = |rest: &str| rest.find(|c: char| !c.is_ascii_uppercase() && !c.is_ascii_digit() && c != '_');
    text.split(MARK)
        .skip(1)
        .map(move |rest| &rest[..end(rest).unwrap_or(rest.len())])
}

fn meaning(name: &str) -> &'static str {
    match name {
        "SMTP_SERVER" => "your mail provider's host for SMTP",
        "SMTP_LOGIN" | "SMTP_PASSWORD" => "your account at the mail provider",
        "AWS_ACCESS_KEY_ID" | "AWS_SECRET_ACCESS_KEY" => "the key to the bucket, from the provider",
        "DB_PASS" => {
            "the database role's password: as in your present .env.production, or from the database's provider"
        }
        "DB_SCRAM_SECRET" | "DB_MD5_HASH" => "what PostgreSQL keeps of the role's password",
        name if is_drawn_on_the_host(name) => "a new password",
        _ => "as in your present .env.production",
    }
}

/// For what never stood in an env file, one on the host is drawn.
fn is_drawn_on_the_host(name: &str) -> bool {
    name.starts_with("REDIS_") || name == "PGBOUNCER_PASSWORD"
}
