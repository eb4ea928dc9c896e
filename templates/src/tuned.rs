//! Planned values as files show them: what is written, and the reason in the comment above it.

use std::fmt;

use planner::plan::Setting;
use planner::rule::{Rule, Value};

use crate::quote;

/// A value as its file writes it, with `rule: working` for a comment.
#[derive(Clone, Debug)]
pub(crate) struct Tuned {
    pub(crate) value: String,
    pub(crate) why: String,
}

/// The value as it prints.
pub(crate) fn tuned<T: fmt::Display>(value: &Value<T>) -> Tuned {
    tuned_as(value, &value.value)
}

/// The value in the file's own notation.
pub(crate) fn tuned_as<T>(value: &Value<T>, written: impl fmt::Display) -> Tuned {
    Tuned {
        value: written.to_string(),
        why: why(value.rule, &value.working),
    }
}

/// A setting under its name.
#[derive(Clone, Debug)]
pub(crate) struct TunedSetting {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) why: String,
}

/// Settings in the notation of a file.
pub(crate) fn settings(settings: &[Setting], write: fn(&str) -> String) -> Vec<TunedSetting> {
    let tuned = |setting: &Setting| TunedSetting {
        name: setting.name,
        value: write(&setting.value.value),
        why: why(setting.value.rule, &setting.value.working),
    };
    settings.iter().map(tuned).collect()
}

pub(crate) fn why(rule: &Rule, working: &str) -> String {
    quote::comment(&format!("{}: {working}", rule.id))
}
