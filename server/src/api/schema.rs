//! The Spec's JSON Schema, derived from the registry of fields.

use planner::field::{Field, Need};
use planner::spec::{HOSTS_MAX, SCHEMA};
use planner::tree::Tree;
use planner::unit::Memory;
use planner::value::{Choice, Kind};
use planner::{FIELDS, Spec};
use serde_json::{Map, Value, json};

use super::plan::{value, version};

/// Amounts of memory as text. A bare number is GiB.
const MEMORY_PATTERN: &str = r"^[0-9]+(\.[0-9]*)?([Ee][+-]?[0-9]+)? *([KkMmGgTt]([Ii]?[Bb])?)?$";

/// JSON Schema 2020-12. What it accepts is read, but for two things that it cannot say: how large an amount of memory in words may
/// be, and which fields must be together. What it refuses is refused, but for spellings that people use, such as `yes` for `true`;
/// `docs/api.md` lists them. Both are tested in `end2end/schema`.
pub fn schema() -> Value {
    let fields = || FIELDS.iter().map(|field| (field.name, *field));
    let of_site: Tree<_> = fields().filter(|(_, field)| !field.is_of_host()).collect();
    let of_host: Tree<_> = fields().filter(|(_, field)| field.is_of_host()).collect();
    let mut root = group(&of_site);
    if let Some(Value::Object(properties)) = root.get_mut("properties") {
        properties.insert("hosts".to_owned(), hosts(&group(&of_host)));
        properties.insert("schema".to_owned(), schema_version());
    }
    let mut schema = Map::from_iter([
        (
            "$schema".to_owned(),
            json!("https://json-schema.org/draft/2020-12/schema"),
        ),
        ("title".to_owned(), json!("Howdah Spec")),
        (
            "description".to_owned(),
            json!("What a Mastodon server has, does and stores."),
        ),
        ("examples".to_owned(), json!([example()])),
    ]);
    schema.append(&mut root);
    Value::Object(schema)
}

/// The object that holds these fields; paths with dots are objects in it.
fn group(tree: &Tree<&Field>) -> Map<String, Value> {
    let property = |(name, tree): &(String, Tree<&Field>)| {
        let schema = tree.leaf.map_or_else(|| group(tree), leaf);
        (name.clone(), Value::Object(schema))
    };
    let properties: Map<_, _> = tree.below.iter().map(property).collect();
    let required = tree.below.iter().filter(|(_, tree)| is_required(tree));
    let required: Vec<_> = required.map(|(name, _)| name).collect();
    let type_of_group = types(&["object"], required.is_empty());
    Map::from_iter([
        ("type".to_owned(), type_of_group),
        ("properties".to_owned(), Value::Object(properties)),
        ("required".to_owned(), json!(required)),
        ("additionalProperties".to_owned(), json!(false)),
    ])
}

fn is_required(tree: &Tree<&Field>) -> bool {
    let is_required = |field: &Field| field.asked.need == Need::Required;
    tree.leaf.is_some_and(is_required) || tree.below.iter().any(|(_, tree)| self::is_required(tree))
}

fn leaf(field: &Field) -> Map<String, Value> {
    let default = value(field.kind, &field.default_text());
    let may_be_left_out = field.asked.need != Need::Required;
    let mut schema = Map::from_iter([
        ("title".to_owned(), json!(field.label)),
        (
            "description".to_owned(),
            json!(format!("{} Accepts {}.", field.help, field.kind)),
        ),
    ]);
    let rest = match field.kind {
        Kind::Text {
            example,
            longest,
            pattern,
            ..
        } => json!({
            "type": types(&["string"], may_be_left_out),
            "pattern": pattern,
            "maxLength": longest,
            "examples": [example],
        }),
        Kind::Number { min, max, .. } => {
            json!({ "type": types(&["integer"], may_be_left_out), "minimum": min, "maximum": max })
        }
        Kind::Memory { min, max } => json!({
            "type": types(&["string", "number"], may_be_left_out),
            "pattern": MEMORY_PATTERN,
            "minimum": gib(min),
            // A bare number that large is MiB.
            "maximum": max.as_mib(),
            "examples": ["8 GiB", 8],
        }),
        Kind::Choice(choices) => {
            let nothing = json!({ "type": "null", "title": "Left out" });
            let choices = choices.iter().map(choice);
            json!({ "oneOf": choices.chain(may_be_left_out.then_some(nothing)).collect::<Vec<_>>() })
        }
        Kind::Switch => json!({ "type": types(&["boolean"], may_be_left_out) }),
    };
    if let Value::Object(mut rest) = rest {
        schema.append(&mut rest);
    }
    if !default.is_null() {
        schema.insert("default".to_owned(), default);
    }
    schema
}

/// What may be left out may also be `null`.
fn types(names: &[&str], may_be_left_out: bool) -> Value {
    let names: Vec<_> = names
        .iter()
        .copied()
        .chain(may_be_left_out.then_some("null"))
        .collect();
    match names.as_slice() {
        [name] => json!(name),
        names => json!(names),
    }
}

/// YAML reads a version without quotes as a number, and means the same.
fn choice(choice: &Choice) -> Value {
    let Choice { name, label, help } = choice;
    match name.parse::<serde_json::Number>() {
        Ok(number) => json!({ "enum": [name, number], "title": label, "description": help }),
        Err(_) => json!({ "const": name, "title": label, "description": help }),
    }
}

/// As a number of GiB, whole where it is.
fn gib(amount: Memory) -> Value {
    const MIB_PER_GIB: u64 = 1024;
    let mib = amount.as_mib();
    if mib.is_multiple_of(MIB_PER_GIB) {
        json!(mib / MIB_PER_GIB)
    } else {
        json!(f64::from(u32::try_from(mib).unwrap_or(u32::MAX)) / 1024.0)
    }
}

fn hosts(host: &Map<String, Value>) -> Value {
    json!({
        "type": types(&["array"], true),
        "title": "Hosts",
        "description": "The machines that everything runs on.",
        "items": host,
        "minItems": 1,
        "maxItems": HOSTS_MAX,
    })
}

fn schema_version() -> Value {
    json!({
        "title": "Version of this format",
        "enum": [version(), SCHEMA, null],
        "default": version(),
    })
}

/// The answers of the wizard's first screen.
fn example() -> Value {
    let spec = Spec::default();
    let host = spec.host();
    json!({
        "site": { "domain": spec.site.domain.as_str() },
        "hosts": [{ "cores": host.cores, "memory": host.memory.to_string() }],
        "load": { "active_users": spec.load.active_users },
    })
}
