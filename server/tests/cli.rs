//! `howdah plan` and `howdah schema`, as an admin calls them.

use std::path::Path;

use serde_json::Value;

use crate::support::{Run, SMALL, folder, howdah_in, post};

fn howdah(arguments: &[&str], input: &str) -> Run {
    howdah_in(Path::new("."), arguments, input.as_bytes())
}

#[test]
fn a_plan_is_a_text_that_can_be_read() {
    let run = howdah(&["plan", "-"], SMALL);
    assert_eq!((run.code, run.err.as_str()), (0, ""), "{run:?}");
    let mut lines = run.out.lines();
    assert_eq!(
        lines.next(),
        Some("example.social: Mastodon 4.6 for 1000 active users")
    );
    assert_eq!(
        lines.next(),
        Some("main: 4 cores, 8 GiB, Debian 13, systemd, PostgreSQL 17")
    );
    for heading in [
        "\nMemory\n",
        "\nPuma\n",
        "\nDatabase connections\n",
        "\nPostgreSQL\n",
    ] {
        assert!(run.out.contains(heading), "{heading:?} is not in {}", run.out);
    }
    let workers = run
        .out
        .lines()
        .find(|line| line.starts_with("  WEB_CONCURRENCY "))
        .unwrap();
    assert!(workers.ends_with("[puma-workers]"), "{workers}");
    let last = run
        .out
        .lines()
        .skip_while(|line| *line != "Findings" && !line.starts_with("No findings"));
    assert!(
        !last.skip(1).any(|line| !line.starts_with("  ")),
        "findings come last: {}",
        run.out
    );
}

#[tokio::test]
async fn a_plan_as_json_is_what_the_api_answers() {
    let run = howdah(&["plan", "--format", "json", "-"], SMALL);
    assert_eq!(run.code, 0, "{run:?}");
    let plan: Value = serde_json::from_str(&run.out).unwrap();
    assert_eq!(plan, post("/api/v1/plan", "application/yaml", SMALL).await.json());
}

#[test]
fn files_are_read_by_their_name() {
    let here = folder("plan-files");
    let json = r#"{"site": {"domain": "example.social"}}"#;
    for (name, text, code) in [
        ("spec.yaml", SMALL, 0),
        ("spec.yml", SMALL, 0),
        ("spec", SMALL, 0),
        ("spec.json", json, 0),
        ("yaml.json", SMALL, 2),
    ] {
        std::fs::write(here.join(name), text).unwrap();
        let run = howdah_in(&here, &["plan", name], b"");
        assert_eq!(run.code, code, "{name}: {run:?}");
    }
}

#[test]
fn the_wizards_link_is_a_spec() {
    let link = "https://howdah.example/result?site.domain=a.example&hosts.0.memory=8+GiB&view=files&file=RUNBOOK.md#folder";
    let run = howdah(&["plan", link], "");
    assert_eq!(run.code, 0, "{}", run.err);
    assert!(run.out.starts_with("a.example: Mastodon "), "{}", run.out);
    assert!(run.out.contains("main: 2 cores, 8 GiB,"), "{}", run.out);
    let run = howdah(&["plan", "http://127.0.0.1:3000/?hosts.0.cores=0&fbclid=1"], "");
    assert_eq!(run.code, 2);
    for words in [
        "site.domain: is missing",
        "hosts.0.cores: \"0\" is too small",
        "fbclid: ",
    ] {
        assert!(run.err.contains(words), "{words}: {}", run.err);
    }
}

#[test]
fn a_bad_spec_ends_with_2_and_a_line_for_each_problem() {
    let run = howdah(
        &["plan", "-"],
        "site: { domain: localhost }\nhosts: [{ cores: four }]\nload: [1]\n",
    );
    assert_eq!((run.code, run.out.as_str()), (2, ""), "{run:?}");
    assert_eq!(
        run.err.lines().collect::<Vec<_>>(),
        [
            "standard input: load: is a list (fields such as load.active_users)",
            "standard input: site.domain: \"localhost\" has no dot, so it is no public domain name \
             (a domain name such as example.social, at most 253 characters)",
            "standard input: hosts.0.cores: \"four\" is not a whole number (a whole number from 1 to 1024 cores)",
        ]
    );
}

#[test]
fn what_is_no_yaml_ends_with_2_and_its_place() {
    let run = howdah(&["plan", "-"], "site: {\nload: }}\n");
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err.starts_with("standard input: line 2, column "),
        "{}",
        run.err
    );
    assert_eq!(run.err.lines().count(), 1);
}

#[test]
fn control_characters_do_not_reach_the_terminal() {
    let run = howdah(
        &["plan", "-"],
        "site: {domain: a.example}\n\"\\e[2J\\n\\u009b\": 1\n",
    );
    assert_eq!(run.code, 2, "{run:?}");
    assert!(
        run.err
            .contains("\\u{1b}[2J\\n\\u{9b}: \"1\" is given for a field"),
        "{:?}",
        run.err
    );
    assert_eq!(run.err.lines().count(), 1, "{:?}", run.err);
}

#[test]
fn what_cannot_be_opened_ends_with_1() {
    let run = howdah(&["plan", "no/such/file"], "");
    assert_eq!((run.code, run.out.as_str()), (1, ""));
    assert_eq!(
        run.err,
        "howdah: no/such/file: No such file or directory (os error 2)\n"
    );
}

#[test]
fn a_file_without_end_is_not_read_to_its_end() {
    let run = howdah(&["plan", "/dev/zero"], "");
    assert_eq!(
        (run.code, run.err.as_str()),
        (2, "/dev/zero: the text is too long (at most 65536 bytes)\n")
    );
}

#[test]
fn a_wrong_command_line_ends_with_2() {
    for arguments in [
        &["plan"][..],
        &["plan", "-", "--format", "xml"],
        &["bundle", "-"],
        &["bundle", "-", "-o", "out.rar"],
        &["serve", "--addr", "nowhere"],
        &["sreve"],
        &[],
    ] {
        let run = howdah(arguments, SMALL);
        assert_eq!((run.code, run.out.as_str()), (2, ""), "{arguments:?}: {run:?}");
    }
}

#[test]
fn help_says_what_each_command_does() {
    let run = howdah(&["--help"], "");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    for command in ["serve", "plan", "bundle", "schema"] {
        assert!(run.out.contains(&format!("\n  {command} ")), "{}", run.out);
        assert_eq!(howdah(&[command, "--help"], "").code, 0);
    }
}

#[test]
fn the_schema_is_that_of_the_api() {
    let run = howdah(&["schema"], "");
    assert_eq!((run.code, run.err.as_str()), (0, ""));
    assert_eq!(
        serde_json::from_str::<Value>(&run.out).unwrap(),
        server::api::schema()
    );
}
