//! A value of the plan is quoted as its format wants it, without anybody thinking of it: what templates may not say.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use super::shell::in_quotes;

/// What passes as it is, by template and expression: all of it is text of this project's own.
const UNQUOTED: &[(&str, &str)] = &[
    // A document that quoted its values itself.
    ("RUNBOOK.md", "steps"),
    // Addresses of public texts, with characters that only prose gives a meaning.
    ("PLAN.md", "source.url"),
    // `redis/%i`, where systemd puts the instance's name.
    ("etc/systemd/system/drop-in.conf", "folder"),
    // `@mastodon` and `=404`, words of nginx' own.
    ("etc/nginx/sites-available/mastodon", "missing"),
    ("etc/nginx/sites-available/mastodon", "rails"),
    // Names in SQL, where a quoted text would be a string.
    ("root/mastodon-setup/database.sql", "database"),
    ("root/mastodon-setup/database.sql", "user"),
    // Blanks, and the mark of an item.
    ("howdah.yaml", "line.lead"),
];

fn texts(folder: &str) -> Vec<(String, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join(folder);
    let mut texts = Vec::new();
    let mut folders = vec![root.clone()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(&root).unwrap().to_str().unwrap().to_owned();
                texts.push((name, fs::read_to_string(path).unwrap()));
            }
        }
    }
    texts
}

/// What stands between `{{` and `}}`.
fn values(text: &str) -> impl Iterator<Item = &str> {
    text.split("{{")
        .skip(1)
        .map(|rest| rest.split("}}").next().unwrap().trim())
}

#[test]
fn only_the_projects_own_text_passes_unquoted() {
    let unquoted: BTreeSet<_> = UNQUOTED
        .iter()
        .map(|(template, value)| ((*template).to_owned(), format!("{value}|safe")))
        .collect();
    let mut found = BTreeSet::new();
    for (template, text) in texts("files") {
        for value in values(&text).filter(|value| value.contains("safe")) {
            found.insert((template.clone(), value.to_owned()));
        }
    }
    assert_eq!(found, unquoted);
}

/// Askama would take it as "quote nothing": with it the wall behind the inputs' types would have a hole that no test sees.
#[test]
fn no_template_turns_quoting_off() {
    for (file, text) in texts("src") {
        for off in ["\"none\"", "autoescape"] {
            assert!(
                !text.contains(off),
                "{file}: name the format of the file instead of {off}"
            );
        }
    }
    for (template, text) in texts("files") {
        for off in ["escape(", "|e(", "autoescape"] {
            assert!(!text.contains(off), "{template}: {off}");
        }
    }
}

/// Between a template's quotes an escaper's own would end them.
#[test]
fn no_value_stands_between_quotes_of_a_shell() {
    for (template, text) in texts("files") {
        let is_shell = ["apply.sh", "verify.sh"].contains(&template.as_str())
            || template.starts_with("partials/verify-")
            || template.starts_with("partials/apply/");
        let scripts = if is_shell {
            vec![text]
        } else if template.starts_with("runbook/") {
            code(&text)
        } else {
            continue;
        };
        for script in scripts {
            for value in in_quotes(&script) {
                assert!(
                    value.ends_with("|plain") || value.ends_with("|safe"),
                    "{template}: {value} stands between quotes"
                );
            }
        }
    }
}

/// A runbook is commands with prose around them: it quotes as a shell, and prose says that it is prose.
#[test]
fn values_in_a_runbooks_prose_are_markdown() {
    for (template, text) in texts("files")
        .iter()
        .filter(|(template, _)| template.starts_with("runbook/"))
    {
        for line in prose(text) {
            for value in values(&line) {
                assert!(value.ends_with("|md"), "{template}: {value} in {line}");
            }
        }
    }
}

/// The lines between fences.
fn code(text: &str) -> Vec<String> {
    text.split("```").skip(1).step_by(2).map(str::to_owned).collect()
}

/// The lines outside fences, without what stands in backticks.
fn prose(text: &str) -> Vec<String> {
    let outside = text.split("```").step_by(2).flat_map(str::lines);
    outside
        .map(|line| line.split('`').step_by(2).collect::<Vec<_>>().join(" "))
        .collect()
}

/// What a version has is asked of the planner's `versions`, where its source is.
#[test]
fn no_template_compares_versions() {
    for (file, text) in texts("src") {
        for version in ["Mastodon::V", "Postgresql::V"] {
            assert!(!text.contains(version), "src/{file}: {version}");
        }
    }
}

/// One service finds another by asking the plan.
#[test]
fn no_template_writes_an_address_of_its_own() {
    for folder in ["files", "src"] {
        for (file, text) in texts(folder) {
            assert!(!text.contains("127.0.0.1"), "{folder}/{file}");
        }
    }
}
