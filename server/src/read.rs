//! Reads a Spec from JSON, YAML or a form.
//!
//! JSON and YAML become a tree in which every scalar is the text that was written, the tree becomes a
//! [`Raw`], and the planner reads that. So all of them have the same fields, limits and messages.

mod flatten;
mod json;
mod node;
#[cfg(test)]
mod tests;
mod yaml;

use std::fmt;

use planner::problem::{About, Problem};
use planner::{Raw, Spec};

use node::Node;

/// The longest text we read. Our judgement: a Spec that gives every field is under 2 KiB.
pub const MAX_BYTES: usize = 64 * 1024;

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
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let (raw, problems) = flatten::flatten(&tree(text, format).map_err(Rejection::Malformed)?);
    Spec::read_with(&raw, problems).map_err(Rejection::Invalid)
}

/// Reads fields that a form sent under their paths. The last one counts where a field is given twice,
/// as with a check box that follows a hidden "false".
pub fn form(body: &[u8]) -> Raw {
    form_urlencoded::parse(body).collect()
}

fn tree(text: &str, format: Format) -> Result<Node, Problem> {
    let looks_like_json = text.trim_start().starts_with('{');
    match format {
        Format::Json => json::tree(text),
        Format::Unknown if looks_like_json => json::tree(text).or_else(|_| yaml::tree(text)),
        Format::Yaml | Format::Unknown => yaml::tree(text),
    }
}

/// A problem with the document as a whole has no path.
fn of_document(message: impl Into<String>, limit: impl Into<String>) -> Problem {
    Problem {
        about: About::Document,
        value: String::new(),
        message: message.into(),
        limit: limit.into(),
    }
}

fn too_long() -> Problem {
    of_document("the text is too long", format!("at most {MAX_BYTES} bytes"))
}

fn not_utf8(at: usize) -> Problem {
    of_document(format!("byte {at} is not UTF-8"), "UTF-8 text")
}
