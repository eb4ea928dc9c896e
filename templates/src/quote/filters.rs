//! What a template says of a value that does not stand in its format's usual place.

#![expect(
    unreachable_pub,
    clippy::inline_always,
    clippy::unnecessary_wraps,
    clippy::unused_self,
    reason = "`filter_fn` wants and makes them so"
)]

use std::fmt::Display;

use askama::filters::Safe;
use askama::{Result, Values, filter_fn};
use planner::rule::Value;

use super::{formats, on_one_line};

/// Behind a comment's mark: one line that does not continue on the next.
#[filter_fn]
pub(crate) fn comment(text: impl AsRef<str>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(behind_a_mark(text.as_ref())))
}

/// The reason for a planned value, behind a comment's mark: the name of its rule, and the working.
#[filter_fn]
pub(crate) fn why<T>(value: &Value<T>, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(behind_a_mark(&format!(
        "{}: {}",
        value.rule.id, value.working
    ))))
}

/// In the prose around a runbook's commands.
#[filter_fn]
pub(crate) fn md(text: impl Display, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(formats::markdown(&text.to_string())))
}

/// Between quotes or backticks that the template has: letters, digits and what no format makes anything of. The rest is
/// left out.
#[filter_fn]
pub(crate) fn plain(text: impl Display, _: &dyn Values) -> Result<Safe<String>> {
    Ok(Safe(nothing_but_plain(&text.to_string())))
}

pub(super) fn nothing_but_plain(text: &str) -> String {
    let is_plain = |&c: &char| c.is_ascii_alphanumeric() || "-._".contains(c);
    text.chars().filter(is_plain).collect()
}

pub(super) fn behind_a_mark(text: &str) -> String {
    let line = on_one_line(text);
    line.trim()
        .trim_end_matches(|c: char| c == '\\' || c.is_whitespace())
        .to_owned()
}
