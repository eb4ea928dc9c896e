//! Paths that no field has are most often spelling mistakes, and would otherwise be ignored in silence.

use crate::field::Field;
use crate::input::{self, FIELDS};
use crate::problem::{About, Problem};
use crate::raw::Raw;
use crate::spec::SCHEMA;
use crate::value::choice::is_same_version;

/// Names the version of the format; no field.
const SCHEMA_PATH: &str = "schema";

pub(super) fn problems(raw: &Raw) -> Vec<Problem> {
    let mut problems: Vec<_> = raw
        .iter()
        .filter(|(path, _)| !is_known(path))
        .map(|(path, text)| Problem {
            about: About::Path(path.to_owned()),
            value: text.to_owned(),
            message: "is given for a field that does not exist".to_owned(),
            limit: nearest(path).map_or_else(
                || "see the schema".to_owned(),
                |name| format!("did you mean {name}?"),
            ),
        })
        .collect();
    let schema = raw.get(SCHEMA_PATH).map(str::trim);
    if let Some(schema) = schema.filter(|schema| !schema.is_empty() && !is_same_version(SCHEMA, schema)) {
        problems.push(Problem {
            about: About::Path(SCHEMA_PATH.to_owned()),
            value: schema.to_owned(),
            message: "is a version of the format that is not known".to_owned(),
            limit: SCHEMA.to_owned(),
        });
    }
    problems
}

fn is_known(path: &str) -> bool {
    path == SCHEMA_PATH || input::at(path).is_some()
}

/// The field whose last part is the same, or that has its beginning somewhere: in the same section before all others.
fn nearest(path: &str) -> Option<String> {
    let last = path.rsplit('.').next()?;
    let section = &path[..path.len() - last.len()];
    let same_end = FIELDS
        .iter()
        .find(|field| field.name.rsplit('.').next() == Some(last));
    let is_alike = |field: &&&Field| last.len() > 3 && field.name.contains(last.get(..4).unwrap_or(last));
    let beside = || {
        FIELDS
            .iter()
            .filter(is_alike)
            .find(|field| field.name.starts_with(section))
    };
    let alike = || FIELDS.iter().find(is_alike);
    let nearest = same_end.or_else(beside).or_else(alike);
    nearest.map(|field| field.path(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn limit(path: &str, text: &str) -> Option<String> {
        let raw: Raw = [(path, text)].into_iter().collect();
        problems(&raw).pop().map(|problem| problem.limit)
    }

    #[test]
    fn a_field_is_known_in_its_own_place_only() {
        assert_eq!(limit("hosts.3.cores", "4"), None);
        assert_eq!(limit("load.surge", "4"), None);
        assert_eq!(limit("cores", "4").unwrap(), "did you mean hosts.0.cores?");
        assert_eq!(
            limit("hosts.00.cores", "4").unwrap(),
            "did you mean hosts.0.cores?"
        );
        assert_eq!(limit("hosts.0.surge", "4").unwrap(), "did you mean load.surge?");
    }

    /// `install.user` comes before `load.active_users`, and its name has those letters, too.
    #[test]
    fn a_field_of_the_same_section_is_meant_first() {
        assert_eq!(
            limit("load.users", "5").unwrap(),
            "did you mean load.active_users?"
        );
        assert_eq!(limit("users", "5").unwrap(), "did you mean install.user?");
    }

    #[test]
    fn a_path_like_no_other_is_sent_to_the_schema() {
        assert_eq!(limit("zebra", "4").unwrap(), "see the schema");
        assert_eq!(limit("ü", "4").unwrap(), "see the schema");
        assert_eq!(limit("", "4").unwrap(), "see the schema");
    }

    #[test]
    fn only_this_version_of_the_format_is_known() {
        assert_eq!(limit("schema", " 1 "), None);
        assert_eq!(limit("schema", "1.0"), None);
        assert_eq!(limit("schema", "2").unwrap(), "1");
    }
}
