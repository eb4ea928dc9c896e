//! `howdah.yaml` read again is the Spec that it was made from.

use planner::field::Field;
use planner::spec::ServerState;
use planner::value::Kind;
use planner::{FIELDS, Raw, Spec};
use proptest::prelude::*;
use serde_json::Value;
use templates::{Secrets, render};

use super::spread::cases;

fn read(yaml: &str) -> Raw {
    let value: Value = serde_yaml::from_str(yaml).unwrap();
    let mut raw = Raw::new();
    flatten("", &value, &mut raw);
    raw
}

fn flatten(path: &str, value: &Value, raw: &mut Raw) {
    let below = |name: &str| {
        if path.is_empty() {
            name.to_owned()
        } else {
            format!("{path}.{name}")
        }
    };
    match value {
        Value::Object(fields) => fields
            .iter()
            .for_each(|(name, value)| flatten(&below(name), value, raw)),
        Value::Array(items) => {
            items
                .iter()
                .enumerate()
                .for_each(|(at, value)| flatten(&below(&at.to_string()), value, raw));
        }
        Value::String(text) => raw.set(path, text.as_str()),
        other => raw.set(path, other.to_string()),
    }
}

fn document(spec: &Spec) -> String {
    let bundle = render(&planner::plan(spec), &Secrets::hidden());
    bundle
        .files
        .iter()
        .find(|file| file.path == "howdah.yaml")
        .unwrap()
        .text
        .clone()
}

/// Who loads a bundle's Spec has the server that it made, whatever it was before.
fn changed(mut spec: Spec) -> Spec {
    spec.site.server = ServerState::Changed;
    spec
}

#[test]
fn every_spec_of_the_spread_comes_back() {
    for case in cases() {
        let again = Spec::read(&read(case.text("howdah.yaml"))).unwrap();
        assert_eq!(again, changed(case.plan.spec.clone()), "{}", case.name);
    }
}

#[test]
fn it_is_written_as_people_write_it_and_names_every_version() {
    let raw: Raw = [
        ("site.domain", "example.social"),
        ("mastodon", "4.5"),
        ("hosts.0.cores", "4"),
        ("hosts.0.memory", "8 GiB"),
        ("options.pgbouncer", "on"),
    ]
    .into_iter()
    .collect();
    let text = document(&Spec::read(&raw).unwrap());
    let answers: Vec<_> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(
        answers.join("\n"),
        "schema: 1\nsite:\n  server: changed\n  domain: example.social\nhosts:\n  - cores: 4\n    memory: \"8 GiB\"\n\
         distribution: debian-13\nmastodon: \"4.5\"\npostgresql: 17\noptions:\n  pgbouncer: \"on\""
    );
}

/// A value that the field accepts.
fn value(field: &'static Field) -> BoxedStrategy<String> {
    match field.kind {
        Kind::Text { example, .. } => Just(example.to_owned()).boxed(),
        Kind::Number { min, max, .. } => (min..=max).prop_map(|number| number.to_string()).boxed(),
        Kind::Memory { min, max } => (min.as_mib()..=max.as_mib())
            .prop_map(|mib| format!("{mib} MiB"))
            .boxed(),
        Kind::Choice(choices) => prop::sample::select(choices)
            .prop_map(|choice| choice.name.to_owned())
            .boxed(),
        Kind::Switch => any::<bool>().prop_map(|on| on.to_string()).boxed(),
    }
}

/// Some fields with values, the others as they are; those that do not go together are left out.
fn spec() -> impl Strategy<Value = Spec> {
    let answers: Vec<_> = FIELDS
        .iter()
        .map(|field| (prop::option::of(value(field)), Just(field.path(0))))
        .collect();
    answers.prop_map(|answers| {
        let given = answers.into_iter().filter_map(|(text, path)| Some((path, text?)));
        let mut raw: Raw = given.collect();
        raw.set("site.domain", "example.social");
        let (_, problems) = Spec::read_what_is_good(&raw);
        for problem in problems {
            raw.remove(&problem.about.to_string());
        }
        Spec::read_what_is_good(&raw).0
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn any_spec_comes_back(spec in spec()) {
        let text = document(&spec);
        let (again, _) = Spec::read_what_is_good(&read(&text));
        prop_assert_eq!(again, changed(spec), "{}", text);
    }
}
