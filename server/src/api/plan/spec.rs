//! A Spec with every field, as JSON.

use planner::{FIELDS, Spec, spec::SCHEMA, value::Kind};
use serde_json::{Map, Value, json};

/// The fields nested by their paths, in the order of forms; `null` where there is no value.
pub(super) fn in_full(spec: &Spec) -> Value {
    let mut document = Map::from_iter([("schema".to_owned(), version())]);
    for field in FIELDS.iter().filter(|field| !field.is_of_host()) {
        insert(&mut document, field.name, value(field.kind, &field.text(spec, 0)));
    }
    let hosts = (0..spec.hosts.len()).map(|host| {
        let mut fields = Map::new();
        for field in FIELDS.iter().filter(|field| field.is_of_host()) {
            insert(
                &mut fields,
                field.name,
                value(field.kind, &field.text(spec, host)),
            );
        }
        Value::Object(fields)
    });
    document.insert("hosts".to_owned(), hosts.collect());
    Value::Object(document)
}

/// The version of the format, a number.
pub(in crate::api) fn version() -> Value {
    SCHEMA.parse::<u64>().map_or_else(|_| json!(SCHEMA), Value::from)
}

/// A field's text as the type that JSON has for it.
pub(in crate::api) fn value(kind: Kind, text: &str) -> Value {
    match kind {
        _ if text.is_empty() => Value::Null,
        Kind::Number { .. } => text.parse::<u64>().map_or_else(|_| json!(text), Value::from),
        Kind::Switch => text.parse::<bool>().map_or_else(|_| json!(text), Value::from),
        Kind::Text { .. } | Kind::Memory { .. } | Kind::Choice(_) => json!(text),
    }
}

fn insert(object: &mut Map<String, Value>, path: &str, value: Value) {
    match path.split_once('.') {
        None => {
            object.insert(path.to_owned(), value);
        }
        Some((group, rest)) => {
            let group = object.entry(group).or_insert_with(|| json!({}));
            if let Value::Object(group) = group {
                insert(group, rest, value);
            }
        }
    }
}
