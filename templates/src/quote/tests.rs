//! Each format is read back by a reader of its own rules: what is written is one value, and nothing more.

use proptest::prelude::*;

/// Text as an attacker would choose it.
fn text() -> impl Strategy<Value = String> {
    let hostile = prop::sample::select(vec![
        "'", "\"", "\\", "\n", "\r", "\t", "\0", "$", "${x}", "$(id)", "`id`", ";", "%", "%i", "#", "{{x}}",
        "{%", "|", "<", " ", "''", "\\'", "\u{85}", "\u{2028}", "é", "}",
    ]);
    let piece = prop_oneof![3 => hostile.prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => "[a-z0-9.-]{0,6}"];
    prop::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
}

fn without_controls(text: &str) -> String {
    text.chars().filter(|c| !c.is_control()).collect()
}

/// The inside of a quoted value, if the first quote ends at its last character.
fn inside(quoted: &str, quote: char, backslash_escapes: bool, doubled: bool) -> Option<String> {
    let mut value = String::new();
    let mut letters = quoted.strip_prefix(quote)?.chars();
    loop {
        match letters.next()? {
            '\\' if backslash_escapes => value.push(letters.next()?),
            c if c == quote => match letters.next() {
                None => return Some(value),
                Some(next) if doubled && next == quote => value.push(quote),
                Some(_) => return None,
            },
            c => value.push(c),
        }
    }
}

fn read_env(written: &str) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@%+=,*-".contains(c);
    if written.chars().all(plain) {
        return Some(written.to_owned());
    }
    let value = inside(written, '\'', false, false)?;
    (!value.ends_with('\\') && !value.chars().any(char::is_control)).then_some(value)
}

fn read_word_or(written: &str, read: impl Fn(&str) -> Option<String>) -> Option<String> {
    let plain = |c: char| c.is_ascii_alphanumeric() || "_./:-".contains(c);
    if !written.is_empty() && written.chars().all(plain) {
        Some(written.to_owned())
    } else {
        read(written)
    }
}

proptest! {
    #[test]
    fn env(text in text()) {
        let kept = without_controls(&text).replace('\'', "");
        prop_assert_eq!(read_env(&super::env(&text)), Some(kept.trim_end_matches('\\').to_owned()));
    }

    #[test]
    fn yaml(text in text()) {
        let document = format!("a: {}\nb: 1\n", super::yaml(&text));
        let read: std::collections::BTreeMap<String, serde_json::Value> = serde_yaml::from_str(&document).unwrap();
        prop_assert_eq!(read.len(), 2);
        prop_assert_eq!(read["a"].as_str(), Some(text.as_str()));
    }

    #[test]
    fn nginx(text in text()) {
        let kept = without_controls(&text).replace('$', "");
        prop_assert_eq!(read_word_or(&super::nginx(&text), |written| inside(written, '"', true, false)), Some(kept));
    }

    #[test]
    fn redis(text in text()) {
        let kept = without_controls(&text);
        prop_assert_eq!(read_word_or(&super::redis(&text), |written| inside(written, '"', true, false)), Some(kept));
    }

    #[test]
    fn sql(text in text()) {
        let kept = text.replace('\0', "");
        let written = super::sql(&text);
        let read = match written.strip_prefix('E') {
            Some(escaped) => inside(escaped, '\'', true, true),
            // Without the E a backslash is a letter like others.
            None => inside(&written, '\'', false, true),
        };
        prop_assert_eq!(read, Some(kept));
    }

    #[test]
    fn postgresql(text in text()) {
        let kept = without_controls(&text);
        let read = read_word_or(&super::postgresql(&text), |written| inside(written, '\'', true, true));
        prop_assert_eq!(read, Some(kept));
    }

    #[test]
    fn userlist(text in text()) {
        prop_assert_eq!(inside(&super::userlist(&text), '"', false, true), Some(without_controls(&text)));
    }

    #[test]
    fn comments_stay_on_their_line(text in text()) {
        let written = super::comment(&text);
        prop_assert!(written.lines().count() <= 1 && !written.chars().any(char::is_control), "{}", written);
        prop_assert!(!written.ends_with(['\\', ' ']), "{}", written);
    }

    #[test]
    fn markdown_keeps_its_cell(text in text()) {
        let written = super::markdown(&text);
        prop_assert!(!written.contains('\n'));
        let mut letters = written.chars();
        while let Some(letter) = letters.next() {
            if letter == '\\' {
                letters.next();
            } else {
                prop_assert!(!"`*[]<>|#".contains(letter), "{}", written);
            }
        }
    }
}

proptest! {
    // Each case starts a shell.
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn a_shell_reads_one_word(text in text()) {
        let script = format!("printf '%s|' {}", super::shell(&text));
        let said = std::process::Command::new("sh").arg("-c").arg(&script).output().unwrap();
        let wanted = format!("{}|", text.replace('\0', ""));
        prop_assert_eq!(said.stdout, wanted.as_bytes());
    }
}

#[test]
fn plain_values_stay_plain() {
    assert_eq!(
        super::env("https://s3.example.net/media"),
        "https://s3.example.net/media"
    );
    assert_eq!(super::env("two words"), "'two words'");
    assert_eq!(super::env(""), "");
    assert_eq!(super::nginx("example.social"), "example.social");
    assert_eq!(super::postgresql("2GB"), "2GB");
    assert_eq!(super::postgresql("*"), "'*'");
    assert_eq!(super::shell(""), "''");
    assert_eq!(super::redis("pass:word"), "pass:word");
}
