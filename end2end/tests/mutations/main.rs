//! A check that cannot fail is worth nothing: each is shown files that were broken on
//! purpose, and must find what is wrong with them.

use std::fs;
use std::os::unix::fs::PermissionsExt;

use end2end::{BundleDir, CHECKS};

mod books;
#[path = "../matrix/mod.rs"]
mod matrix;
mod servers;
mod texts;

/// How a file is broken.
enum Break {
    /// Other text in the place of some that must be there.
    Replace(&'static str, &'static str),
    /// Another line in the place of the first that starts so.
    Line(&'static str, &'static str),
    Append(&'static str),
    Mode(u32),
    Remove,
}
use Break::{Append, Line, Mode, Remove, Replace};

/// A case, a file of its host, the damage, and words that the check must find for it.
type Mutation = (&'static str, &'static str, Break, &'static str);

const UNITS: &str = "main/etc/systemd/system/";
const SITE: &str = "main/etc/nginx/sites-available/mastodon";
const MEDIA: &str = "main/etc/nginx/sites-available/mastodon-media";
const ENV: &str = "main/home/mastodon/live/.env.production";
const COMPOSE: &str = "main/opt/mastodon/docker-compose.yml";
const POSTGRESQL: &str = "main/etc/postgresql/17/main/conf.d/90-mastodon.conf";

fn catches(check: &str, mutations: &[Mutation]) {
    let (_, run) = CHECKS
        .iter()
        .find(|(name, _)| *name == check)
        .expect("a check of that name");
    let mut missed = Vec::new();
    for (number, (case, file, damage, words)) in mutations.iter().enumerate() {
        let mut bundle = named(case).unpack(&format!("broken-{check}-{number}"));
        // What is broken does not come up by waiting.
        bundle.patience_seconds = Some(0);
        break_file(&bundle, file, damage);
        let report = run(&bundle);
        if !report.failures.iter().any(|failure| failure.contains(words)) {
            missed.push(format!(
                "{file} of {case}: no {words:?} in {:#?}",
                report.failures
            ));
        }
    }
    assert!(
        missed.is_empty(),
        "{check} does not catch:\n{}",
        missed.join("\n")
    );
}

fn break_file(bundle: &BundleDir, file: &str, damage: &Break) {
    let path = bundle.root.join(file);
    let text = fs::read_to_string(&path).unwrap_or_else(|error| panic!("{file}: {error}"));
    let broken = match damage {
        Replace(old, new) => {
            assert!(text.contains(old), "{file} has no {old:?}");
            text.replacen(old, new, 1)
        }
        Line(start, new) => {
            let old = text.lines().find(|line| line.starts_with(start));
            text.replacen(
                old.unwrap_or_else(|| panic!("{file} has no line {start:?}")),
                new,
                1,
            )
        }
        Append(more) => text + more,
        Mode(mode) => return fs::set_permissions(&path, fs::Permissions::from_mode(*mode)).expect("a mode"),
        Remove => return fs::remove_file(&path).expect("a file"),
    };
    fs::write(&path, broken).expect("a written file");
}

/// Two bundles of the matrix that most of the damage is done to.
const BARE: &str = "4.6-md5";
const BOXED: &str = "4.6-compose-md5";

fn named(name: &str) -> &'static matrix::Case {
    matrix::CASES
        .iter()
        .find(|case| case.name == name)
        .expect("a case of that name")
}
