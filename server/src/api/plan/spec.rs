//! A Spec with every field, as JSON.

use std::iter;

use planner::Spec;
use planner::field::FieldRef;
use planner::input::fields;
use planner::spec::SCHEMA;
use planner::tree::Tree;
use planner::value::Kind;
use serde_json::{Value, json};

/// The fields nested by their paths, those of hosts last; `null` where there is no value.
pub(super) fn in_full(spec: &Spec) -> Value {
    let field = |at: FieldRef| {
        (
            at.to_string(),
            value(at.field.kind, &at.field.text(spec, at.host)),
        )
    };
    let (of_host, of_site): (Vec<_>, Vec<_>) = fields(spec.hosts.len()).partition(|at| at.field.is_of_host());
    let fields = of_site.into_iter().chain(of_host).map(field);
    nested(
        iter::once(("schema".to_owned(), version()))
            .chain(fields)
            .collect(),
    )
}

fn nested(tree: Tree<Value>) -> Value {
    if let Some(value) = tree.leaf {
        return value;
    }
    if tree.is_list() {
        tree.below.into_iter().map(|(_, item)| nested(item)).collect()
    } else {
        tree.below
            .into_iter()
            .map(|(name, tree)| (name, nested(tree)))
            .collect()
    }
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
