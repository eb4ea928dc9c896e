//! What the browser asked for: the whole state of the page.

/// A request's path and its query string, without the `?`.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Location {
    pub path: String,
    pub query: String,
}
