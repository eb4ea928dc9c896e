//! Each format is read back by a reader of its own rules: what is written is one value, and nothing more.

use proptest::prelude::*;

mod formats;

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

fn read_yaml(written: &str) -> serde_json::Value {
    let document = format!("a: {written}\nb: 1\n");
    let read: std::collections::BTreeMap<String, serde_json::Value> =
        serde_yaml::from_str(&document).unwrap();
    assert_eq!(read.len(), 2, "{document}");
    read["a"].clone()
}

proptest! {
    #[test]
    fn env(text in text()) {
        let kept = without_controls(&text).replace('\'', "");
        prop_assert_eq!(read_env(&super::formats::env(&text)), Some(kept.trim_end_matches('\\').to_owned()));
    }

    #[test]
    fn yaml(text in text()) {
        let read = read_yaml(&super::yaml::quoted(&text));
        let as_text = read.as_str().map_or_else(|| read.to_string(), str::to_owned);
        prop_assert_eq!(as_text, text);
    }

    #[test]
    fn compose(text in text()) {
        let written = super::formats::compose(&text);
        // A plain word may be a number for YAML; what compose would put a variable in for is doubled.
        if let Some(read) = read_yaml(&written).as_str() {
            prop_assert_eq!(read.replace("$$", ""), text.replace('$', ""));
            prop_assert!(!read.replace("$$", "").contains('$'), "{}", read);
        } else {
            prop_assert_eq!(written.as_ref(), text.as_str());
        }
    }

    #[test]
    fn unit(text in text()) {
        let kept = without_controls(&text).replace(['%', '$'], "");
        let plain = |c: char| c.is_ascii_alphanumeric() || "_./:@,=+-".contains(c);
        let written = super::formats::unit(&text);
        if !text.is_empty() && text.chars().all(plain) {
            prop_assert_eq!(written.as_ref(), text.as_str());
        } else {
            prop_assert_eq!(inside(&written, '"', true, false), Some(kept));
        }
    }

    #[test]
    fn the_rest_of_a_line_stays_on_it(text in text()) {
        let written = super::formats::rest_of_line(&text);
        prop_assert!(!written.chars().any(|c| c.is_control() || "\u{2028}\u{2029}".contains(c)), "{}", written);
        prop_assert_eq!(written.chars().count(), text.chars().count());
    }

    #[test]
    fn what_is_plain_means_nothing_to_any_format(text in text()) {
        let written = super::filters::nothing_but_plain(&text);
        prop_assert!(written.chars().all(|c| c.is_ascii_alphanumeric() || "-._".contains(c)), "{}", written);
    }

    #[test]
    fn nginx(text in text()) {
        let kept = without_controls(&text).replace('$', "");
        prop_assert_eq!(read_word_or(&super::formats::nginx(&text), |written| inside(written, '"', true, false)), Some(kept));
    }

    #[test]
    fn redis(text in text()) {
        let kept = without_controls(&text);
        prop_assert_eq!(read_word_or(&super::formats::redis(&text), |written| inside(written, '"', true, false)), Some(kept));
    }

    #[test]
    fn sql(text in text()) {
        let kept = text.replace('\0', "");
        let written = super::formats::sql(&text);
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
        let read = read_word_or(&super::formats::postgresql(&text), |written| inside(written, '\'', true, true));
        prop_assert_eq!(read, Some(kept));
    }

    #[test]
    fn userlist(text in text()) {
        prop_assert_eq!(inside(&super::formats::userlist(&text), '"', false, true), Some(without_controls(&text)));
    }

    #[test]
    fn comments_stay_on_their_line(text in text()) {
        let written = super::filters::behind_a_mark(&text);
        prop_assert!(written.lines().count() <= 1 && !written.chars().any(char::is_control), "{}", written);
        prop_assert!(!written.ends_with(['\\', ' ']), "{}", written);
    }

    #[test]
    fn markdown_keeps_its_cell(text in text()) {
        let written = super::formats::markdown(&text);
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
        let script = format!("printf '%s|' {}", super::formats::shell(&text));
        let said = std::process::Command::new("sh").arg("-c").arg(&script).output().unwrap();
        let wanted = format!("{}|", text.replace('\0', ""));
        prop_assert_eq!(said.stdout, wanted.as_bytes());
    }
}

#[test]
fn plain_values_stay_plain() {
    assert_eq!(
        super::formats::env("https://s3.example.net/media"),
        "https://s3.example.net/media"
    );
    assert_eq!(super::formats::env("two words"), "'two words'");
    assert_eq!(super::formats::env(""), "");
    assert_eq!(super::formats::nginx("example.social"), "example.social");
    assert_eq!(super::formats::postgresql("2GB"), "2GB");
    assert_eq!(super::formats::postgresql("*"), "'*'");
    assert_eq!(super::formats::shell(""), "''");
    assert_eq!(super::formats::redis("pass:word"), "pass:word");
}
