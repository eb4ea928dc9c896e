//! Documents as people and programs really write them, and as nobody should.

use std::fmt::Write;

use planner::problem::Problem;
use planner::unit::Memory;

use super::{Format, MAX_BYTES, Rejection, document};

/// `path: message` of every problem.
fn problems(text: &str, format: Format) -> Vec<String> {
    let rejection = document(text.as_bytes(), format).unwrap_err();
    rejection
        .problems()
        .iter()
        .map(|Problem { about, message, .. }| format!("{about}: {message}"))
        .collect()
}

fn yaml(text: &str) -> Vec<String> {
    problems(text, Format::Yaml)
}

fn json(text: &str) -> Vec<String> {
    problems(text, Format::Json)
}

/// The example of the documentation.
const EXAMPLE: &str = r#"
schema: 1
site: { domain: example.social, server: new }        # new | existing
mastodon: "4.7"
postgresql: 17
distribution: debian-13
run: systemd
load: { active_users: 1000, surge: 1 }
hosts:
  - { name: main, cores: 4, memory: 8 GiB, disk: ssd }
storage: { kind: s3, provider: minio, bucket: media, endpoint: s3.example.net, media_domain: files.example.social }
options: { pgbouncer: auto, redis: auto, sidekiq: auto, search: none, metrics: false }
"#;

#[test]
fn yaml_and_json_give_the_same_spec() {
    let spec = document(EXAMPLE.as_bytes(), Format::Yaml).unwrap();
    assert_eq!(spec.load.active_users, 1000);
    assert_eq!(spec.host().memory, Memory::gib(8));
    let same = br#"{"schema": 1, "site": {"domain": "example.social", "contact": null},
        "load": {"active_users": 1000}, "hosts": [{"cores": 4, "memory": 8}],
        "storage": {"kind": "s3", "provider": "minio", "bucket": "media",
                    "endpoint": "s3.example.net", "media_domain": "files.example.social"}}"#;
    assert_eq!(document(same, Format::Json), Ok(spec.clone()));
    assert_eq!(document(same, Format::Unknown), Ok(spec.clone()));
    assert_eq!(document(EXAMPLE.as_bytes(), Format::Unknown), Ok(spec));
    // Flow style, which only looks like JSON.
    assert!(document(b"{ site: { domain: example.social } }", Format::Unknown).is_ok());
}

#[test]
fn a_version_is_read_as_it_is_written() {
    let spec = document(b"site: {domain: a.example}\nmastodon: 4.0", Format::Yaml).unwrap();
    assert_eq!(spec.mastodon.to_string(), "4.0");
    let expected = ["mastodon: is not one of the choices"];
    assert_eq!(yaml("site: {domain: a.example}\nmastodon: 4.10"), expected);
    assert_eq!(
        json(r#"{"site": {"domain": "a.example"}, "mastodon": 4.10}"#),
        expected
    );
}

#[test]
fn every_problem_is_named_at_once() {
    let text = "site: { domain: localhost, colour: red }\n\
                load: [1, 2]\n\
                hosts: [{ cores: [4], memory: 1 KiB, disk: { kind: ssd } }]\n\
                postgresql: .nan\n\
                options: yes\n\
                extra: { a: 1 }\n";
    assert_eq!(
        yaml(text),
        [
            "load: is a list",
            "hosts.0.cores: is a list",
            "hosts.0.disk: is a group of fields",
            "options: is a single value",
            "extra: is a group of fields",
            "site.colour: is given for a field that does not exist",
            "site.domain: has no dot, so it is no public domain name",
            "hosts.0.memory: is too small",
            "postgresql: is not one of the choices",
        ]
    );
}

#[test]
fn hosts_are_a_list_with_something_in_it() {
    assert_eq!(
        yaml("site: {domain: a.example}\nhosts: []"),
        ["hosts: is an empty list"]
    );
    assert_eq!(
        yaml("site: {domain: a.example}\nhosts: {cores: 4}"),
        ["hosts: is a group of fields"]
    );
    assert_eq!(
        yaml("site: {domain: a.example}\nhosts: [4]"),
        ["hosts.0: is a single value"]
    );
    assert_eq!(
        yaml("site: {domain: a.example}\nhosts: [{}, {cores: 4}]"),
        ["hosts: hosts were given"]
    );
}

#[test]
fn a_name_that_no_field_has_is_refused_even_if_it_holds_nothing() {
    let unknown = "is given for a field that does not exist";
    assert_eq!(
        yaml("{site: {domain: a.example}, optoins: , options: {pgbuncer: null}, hosts: [{coers: ~}]}"),
        ["hosts.0.coers", "options.pgbuncer", "optoins"].map(|path| format!("{path}: {unknown}"))
    );
    assert_eq!(
        json(r#"{"site": {"domain": "a.example", "a": {"b": null}}, "": null}"#),
        [
            "site.a: is a group of fields".to_owned(),
            ": is not the name of a field".to_owned()
        ]
    );
    // Fields, groups and the hosts themselves may hold nothing.
    let nothing =
        "{site: {domain: a.example, contact: ~}, options: ~, hosts: ~, schema: ~, load: {measured: ~}}";
    assert!(document(nothing.as_bytes(), Format::Yaml).is_ok());
    assert!(document(b"{site: {domain: a.example}, hosts: [~]}", Format::Yaml).is_ok());
}

#[test]
fn hosts_of_which_nothing_is_said_are_counted() {
    for hosts in ["[{}, {}, {}]", "[~, ~, ~]", "[{cores: 4}, {}, ~]"] {
        let text = format!("site: {{domain: a.example}}\nhosts: {hosts}");
        let rejection = document(text.as_bytes(), Format::Yaml).unwrap_err();
        let [problem] = rejection.problems() else {
            panic!("{hosts}: {rejection:?}")
        };
        assert_eq!(
            (problem.about.to_string().as_str(), problem.value.as_str()),
            ("hosts", "3")
        );
    }
}

#[test]
fn what_follows_from_a_wrong_shape_is_not_said() {
    assert_eq!(
        yaml("site: {domain: a.example}\nhosts: [{memory: [16], reserved_memory: 6 GiB}]"),
        ["hosts.0.memory: is a list"]
    );
}

#[test]
fn what_is_written_twice_or_elsewhere_is_refused() {
    assert_eq!(
        yaml("site: {domain: a.example, domain: b.example}"),
        ["site.domain: is given twice"]
    );
    assert_eq!(
        json(r#"{"site": {"domain": "a.example"}, "site": {}}"#),
        ["site: is given twice"]
    );
    assert_eq!(
        yaml("site.domain: a.example"),
        ["site.domain: is not the name of a field"]
    );
    assert_eq!(
        yaml("site: &s {domain: a.example}\nload: *s"),
        ["load: is an alias, which stands for something written elsewhere"]
    );
    assert_eq!(
        yaml("site: {<<: &s {domain: a.example}}"),
        ["site.<<: is a group of fields", "site.domain: is missing"]
    );
    assert_eq!(yaml("site: {domain: !!binary YQ==}"), ["site.domain: is a tag"]);
    assert_eq!(
        yaml("site: {domain: a.example}\n? [a]\n: b"),
        ["line 2, column 3: is a name that is no text"]
    );
    assert_eq!(
        yaml("site: {domain: a.example}\n---\na: 1"),
        [": line 2, column 1: a second document begins"]
    );
}

#[test]
fn aliases_of_aliases_cost_nothing() {
    let mut bomb = String::from("a0: &a0 [x, x, x, x, x, x, x, x, x]\n");
    for level in 1..20 {
        let below = format!("*a{}, ", level - 1).repeat(9);
        writeln!(bomb, "a{level}: &a{level} [{below}]").unwrap();
    }
    // Twenty unknown names and the domain.
    assert_eq!(yaml(&bomb).len(), 21);
}

#[test]
fn an_empty_document_lacks_only_the_domain() {
    for text in [
        "",
        "\n# nothing\n",
        "---\n",
        "~",
        "site:",
        "{}",
        "site: {domain: null}",
        "site: {domain: ''}",
    ] {
        assert_eq!(yaml(text), ["site.domain: is missing"], "{text:?}");
    }
    assert_eq!(json("{}"), ["site.domain: is missing"]);
    assert_eq!(json("null"), ["site.domain: is missing"]);
}

#[test]
fn a_document_that_is_no_group_is_refused() {
    assert_eq!(yaml("hello"), [": is a single value"]);
    assert_eq!(yaml("- a"), [": is a list"]);
    assert_eq!(json("12"), [": is a single value"]);
}

#[test]
fn malformed_text_is_placed() {
    let Err(Rejection::Malformed(problem)) = document(b"site: {domain: a.example\nload: 1", Format::Yaml)
    else {
        panic!("a flow mapping that does not end");
    };
    assert!(
        problem.message.starts_with("line 2, column "),
        "{}",
        problem.message
    );
    assert_eq!(
        json("{").first().unwrap(),
        ": line 1, column 1: not JSON: EOF while parsing an object"
    );
    assert_eq!(
        document(b"a: \xff", Format::Yaml).unwrap_err().problems()[0].message,
        "byte 3 is not UTF-8"
    );
}

#[test]
fn length_and_depth_are_limited() {
    let long = " ".repeat(MAX_BYTES + 1);
    assert_eq!(problems(&long, Format::Unknown), [": the text is too long"]);
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{{\"site\":{}1{}}}", open.repeat(200), close.repeat(200));
        let expected = if open == "[" {
            "site: is a list"
        } else {
            "site.a: is a group of fields"
        };
        assert_eq!(json(&deep)[0], expected);
        assert_eq!(yaml(&deep)[0], expected);
        let too_deep_for_the_parser = open.repeat(10_000);
        assert!(document(too_deep_for_the_parser.as_bytes(), Format::Yaml).is_err());
        assert!(document(too_deep_for_the_parser.as_bytes(), Format::Json).is_err());
    }
    let mut block = String::new();
    for depth in 0..2_000 {
        writeln!(block, "{:depth$}a:", "").unwrap();
    }
    assert!(document(&block.as_bytes()[..MAX_BYTES], Format::Yaml).is_err());
}

#[test]
fn a_byte_order_mark_and_windows_line_ends_are_no_text() {
    assert!(
        document(
            "\u{feff}site:\r\n  domain: a.example\r\n".as_bytes(),
            Format::Yaml
        )
        .is_ok()
    );
    assert!(
        document(
            "\u{feff}{\"site\": {\"domain\": \"a.example\"}}".as_bytes(),
            Format::Json
        )
        .is_ok()
    );
}
