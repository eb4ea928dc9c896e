//! Reads a Spec from JSON, YAML or a form.
//!
//! What JSON and YAML have in common is read by `documents`, in browsers too.

mod json;
#[cfg(test)]
mod tests;

use std::fmt;

use documents::{Node, of_document, too_long, without_mark};
use planner::problem::Problem;
use planner::{Raw, Spec};

pub use documents::MAX_BYTES;

/// How a text is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Format {
    Json,
    Yaml,
    /// Nobody said: JSON when it looks like it and is, else YAML.
    Unknown,
}

/// Why a text is no Spec.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Rejection {
    /// It is not even JSON or YAML.
    Malformed(Problem),
    /// It can be read, and every one of these is wrong.
    Invalid(Vec<Problem>),
}

impl Rejection {
    pub fn problems(&self) -> &[Problem] {
        match self {
            Self::Malformed(problem) => std::slice::from_ref(problem),
            Self::Invalid(problems) => problems,
        }
    }
}

impl fmt::Display for Rejection {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Malformed(problem) => f.write_str(&problem.message),
            Self::Invalid(problems) if problems.len() == 1 => f.write_str("one field is wrong or missing"),
            Self::Invalid(problems) => write!(f, "{} fields are wrong or missing", problems.len()),
        }
    }
}

impl std::error::Error for Rejection {}

/// Reads a document, and says everything that is wrong with it at once.
pub fn document(bytes: &[u8], format: Format) -> Result<Spec, Rejection> {
    if bytes.len() > MAX_BYTES {
        return Err(Rejection::Malformed(too_long()));
    }
    let text = str::from_utf8(bytes).map_err(|error| Rejection::Malformed(not_utf8(error.valid_up_to())))?;
    let tree = tree(without_mark(text), format).map_err(Rejection::Malformed)?;
    let (raw, problems) = documents::flatten(&tree);
    Spec::read_with(&raw, problems).map_err(Rejection::Invalid)
}

/// Reads fields that a form sent under their paths. The last one counts where a field is given twice,
/// as with a check box that follows a hidden "false".
pub fn form(body: &[u8]) -> Raw {
    form_urlencoded::parse(body).collect()
}

/// The answers in a link to the wizard, as its page copies it. None for what is no link.
pub fn link(text: &str) -> Option<Raw> {
    let is_link = ["http://", "https://"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    let (address, _) = text.split_once('#').unwrap_or((text, ""));
    let (_, query) = address.split_once('?').unwrap_or((address, ""));
    let answers = form_urlencoded::parse(query.as_bytes())
        .filter(|(name, _)| !app::address::OF_THE_PAGE.contains(&name.as_ref()));
    is_link.then(|| answers.collect())
}

fn tree(text: &str, format: Format) -> Result<Node, Problem> {
    let looks_like_json = text.trim_start().starts_with('{');
    match format {
        Format::Json => json::tree(text),
        Format::Unknown if looks_like_json => json::tree(text).or_else(|_| documents::tree(text)),
        Format::Yaml | Format::Unknown => documents::tree(text),
    }
}

fn not_utf8(at: usize) -> Problem {
    of_document(format!("byte {at} is not UTF-8"), "UTF-8 text")
}
