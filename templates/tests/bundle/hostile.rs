//! Texts that try to leave their place: every field refuses them, and what fields admit stays one word.

use planner::value::Kind;
use planner::{FIELDS, Raw, Spec};

/// What ends a value, or means something inside one, in some format.
const HOSTILE: &[&str] = &[
    "\n",
    "\r\n",
    "'",
    "\"",
    "`",
    "$",
    "${HOME}",
    "$(id)",
    ";",
    "; rm -rf /",
    "%",
    "%i",
    "{{x}}",
    "{%",
    "#",
    " #",
    "\\",
    "\\n",
    "|",
    "&",
    "<",
    ">",
    "(",
    ")",
    "*",
    "?",
    "!",
    "\t",
    "\0",
    "\u{85}",
    "\u{2028}",
    "é",
    " ",
    "''",
    "{",
    "}",
    "[",
    "]",
    "=",
    ",",
    "~",
    "^",
];

/// A Spec in which every field means something.
fn complete() -> Raw {
    let answers = [
        ("site.domain", "example.social"),
        ("site.web_domain", "social.example.com"),
        ("site.contact", "admin@example.social"),
        ("storage.kind", "s3"),
        ("storage.provider", "other"),
        ("storage.bucket", "media"),
        ("storage.region", "eu"),
        ("storage.endpoint", "s3.example.net"),
        ("storage.media_domain", "files.example.social"),
        ("storage.media_proxy", "true"),
        ("options.pgbouncer", "on"),
    ];
    answers.into_iter().collect()
}

#[test]
fn the_spec_that_the_others_spoil_is_good() {
    assert!(Spec::read(&complete()).is_ok());
}

#[test]
fn every_field_refuses_every_hostile_text() {
    for field in FIELDS {
        let path = field.path(0);
        let good = match field.kind {
            Kind::Text { example, .. } => example.to_owned(),
            Kind::Number { max, .. } => max.to_string(),
            Kind::Memory { max, .. } => max.to_string(),
            _ => field.text(&Spec::read(&complete()).unwrap(), 0),
        };
        for hostile in HOSTILE {
            for text in [
                format!("{good}{hostile}x"),
                format!("x{hostile}{good}"),
                format!("{good}{hostile}{good}"),
            ] {
                let mut raw = complete();
                raw.set(path.clone(), text.clone());
                let problems = Spec::read(&raw).err().unwrap_or_default();
                // Numbers may be grouped by blanks: then they are still numbers.
                let is_grouped = matches!(field.kind, Kind::Number { .. }) && *hostile == " ";
                // A list is longer then.
                let is_listed = path == "proxy.addresses" && *hostile == "," && !text.contains('x');
                assert!(
                    is_grouped
                        || is_listed
                        || problems.iter().any(|problem| problem.about.to_string() == path),
                    "{path}: {text:?}"
                );
            }
        }
    }
}
