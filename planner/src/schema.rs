//! Words for what a field accepts, for messages and documents.

use crate::field::{Field, Kind};

/// What would be accepted, in words.
pub fn limit(field: &Field) -> String {
    match field.kind {
        Kind::Text { shape, .. } => shape.to_owned(),
        Kind::Number { min, max, unit } => format!("a whole number from {min} to {max} {unit}"),
        Kind::Memory { min, max } => format!("{min} to {max}, for example 8 GiB"),
        Kind::Choice(choices) => {
            let names: Vec<_> = choices.iter().map(|choice| choice.name).collect();
            format!("one of {}", names.join(", "))
        }
        Kind::Switch => "true or false".to_owned(),
    }
}
