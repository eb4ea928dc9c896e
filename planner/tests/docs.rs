//! `docs/rules.md` and `docs/inputs.md` say what the code says. `UPDATE_DOCS=1` writes them anew.

use std::fmt::Write as _;
use std::path::Path;

use planner::field::{Field, Need, Section};
use planner::value::Kind;
use planner::{FIELDS, rules};

const NOTE: &str =
    "Derived from the code; `UPDATE_DOCS=1 cargo test -p planner --test docs` writes it anew.\n";

#[test]
fn rules_are_documented() {
    let mut text = format!("# Rules\n\n{NOTE}\nEvery number that Howdah gives names one of these.\n");
    for rule in rules() {
        let basis = rule.basis.name();
        write!(
            text,
            "\n## {}\n\n`{}` · {basis}\n\n{}\n",
            rule.title, rule.id, rule.rationale
        )
        .expect("text grows");
        if !rule.sources.is_empty() {
            text.push('\n');
        }
        for source in rule.sources {
            writeln!(text, "- [{}]({})", source.title, source.url).expect("text grows");
        }
    }
    is_up_to_date("rules.md", &text);
}

#[test]
fn inputs_are_documented() {
    let mut text = format!(
        "# Inputs\n\n{NOTE}\nPaths are those of a Spec in YAML or JSON, of a link and of the API. Each host has the fields under \
         `hosts.N`, counted from 0.\n"
    );
    for section in Section::ALL {
        write!(text, "\n## {}\n", capital(section.slug())).expect("text grows");
        for field in FIELDS.iter().filter(|field| field.asked.section == section) {
            describe(field, &mut text);
        }
    }
    is_up_to_date("inputs.md", &text);
}

fn describe(field: &Field, text: &mut String) {
    write!(
        text,
        "\n### {}\n\n`{}`\n\n{}\n\n",
        field.label,
        field.path(0),
        field.help
    )
    .expect("text grows");
    let standard = match (field.asked.need, field.default_text()) {
        (Need::Required, _) => "required".to_owned(),
        (_, none) if none.is_empty() => "not given unless you do".to_owned(),
        (_, value) => format!("`{value}` unless you say otherwise"),
    };
    writeln!(text, "- Accepts: {}.\n- {}.", field.kind, capital(&standard)).expect("text grows");
    if let Kind::Choice(choices) = field.kind {
        for choice in choices {
            writeln!(text, "- `{}`: {}. {}", choice.name, choice.label, choice.help).expect("text grows");
        }
    }
}

fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map_or_else(String::new, |first| {
        first.to_uppercase().collect::<String>() + letters.as_str()
    })
}

#[expect(
    clippy::disallowed_methods,
    reason = "the documents are files; the planner itself reads none"
)]
fn is_up_to_date(name: &str, expected: &str) {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../docs").join(name);
    if std::env::var_os("UPDATE_DOCS").is_some() {
        std::fs::write(&path, expected).expect("docs can be written");
    }
    let found = std::fs::read_to_string(&path).unwrap_or_default();
    assert!(
        found == expected,
        "docs/{name} is not what the code says: UPDATE_DOCS=1 cargo test -p planner --test docs"
    );
}
