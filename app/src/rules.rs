//! Every rule with its reasons and sources, as a page. The wizard's pages link there, and take a rule's words from it.

use planner::rule::Rule;

#[cfg(feature = "ssr")]
mod page;

#[cfg(feature = "ssr")]
pub(crate) use page::page;

/// Where the page is.
pub const PATH: &str = "/rules";

/// Where a rule is on it.
pub fn href(rule: &Rule) -> String {
    format!("{PATH}#{}", rule.id)
}
