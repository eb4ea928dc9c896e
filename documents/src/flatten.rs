//! A tree as text under the paths of fields, and everything whose shape is wrong.

use std::collections::BTreeSet;

use planner::problem::{About, Problem};
use planner::spec::SCHEMA;
use planner::{FIELDS, Raw};

use crate::node::{Node, Refusal};

pub fn flatten(root: &Node) -> (Raw, Vec<Problem>) {
    let mut flat = Flat::default();
    // An empty document is a Spec in which everything is left out.
    if *root != Node::Null {
        flat.add(String::new(), root);
    }
    (flat.raw, flat.problems)
}

#[derive(Default)]
struct Flat {
    raw: Raw,
    problems: Vec<Problem>,
}

/// What belongs at a path.
enum Place {
    /// One value, within this limit.
    Value(String),
    Hosts,
    /// Fields, such as this one.
    Group(String),
    Nothing,
}

impl Flat {
    fn add(&mut self, path: String, node: &Node) {
        let place = place(&path);
        match (node, place) {
            // A name that no field has is told even if it holds nothing.
            (Node::Null, Place::Nothing) => self.raw.set(path, ""),
            (Node::Null, _) => {}
            (
                Node::Refused(Refusal {
                    value,
                    message,
                    limit,
                }),
                _,
            ) => {
                self.problem(&path, value.clone(), message, limit.clone());
            }
            (Node::Text(text), Place::Value(_) | Place::Nothing) => self.raw.set(path, text.as_str()),
            (Node::Map(entries), Place::Group(_)) => self.add_fields(&path, entries),
            (Node::List(items), Place::Hosts) if items.is_empty() => {
                self.problem(
                    &path,
                    String::new(),
                    "is an empty list",
                    "at least one host".to_owned(),
                );
            }
            (Node::List(items), Place::Hosts) => {
                self.raw.list_hosts(items.len());
                for (index, item) in items.iter().enumerate() {
                    self.add(format!("{path}.{index}"), item);
                }
            }
            (node, Place::Value(limit)) => self.wrong_shape(&path, node, limit),
            (node, Place::Hosts) => {
                self.wrong_shape(
                    &path,
                    node,
                    "a list, such as - { cores: 4, memory: 8 GiB }".to_owned(),
                );
            }
            (node, Place::Group(example)) => {
                self.wrong_shape(&path, node, format!("fields such as {example}"));
            }
            (node, Place::Nothing) => {
                self.wrong_shape(&path, node, "no field has this name; see the schema".to_owned());
            }
        }
    }

    fn add_fields(&mut self, path: &str, entries: &[(String, Node)]) {
        let mut names = BTreeSet::new();
        for (name, node) in entries {
            let path = if path.is_empty() {
                name.clone()
            } else {
                format!("{path}.{name}")
            };
            if name.is_empty() || name.contains('.') {
                // Else `site.domain` could be written in two ways, and be two things.
                self.problem(
                    &path,
                    name.clone(),
                    "is not the name of a field",
                    "names without dots".to_owned(),
                );
            } else if names.insert(name) {
                self.add(path, node);
            } else {
                self.problem(&path, String::new(), "is given twice", "once".to_owned());
            }
        }
    }

    fn wrong_shape(&mut self, path: &str, node: &Node, limit: String) {
        let (value, message) = match node {
            Node::List(_) => (String::new(), "is a list"),
            Node::Map(_) => (String::new(), "is a group of fields"),
            Node::Text(text) => (text.clone(), "is a single value"),
            Node::Null | Node::Refused(_) => return,
        };
        self.problem(path, value, message, limit);
    }

    fn problem(&mut self, path: &str, value: String, message: &str, limit: String) {
        self.problems.push(Problem {
            about: About::path(path),
            value,
            message: message.to_owned(),
            limit,
        });
    }
}

fn place(path: &str) -> Place {
    let of_first_host = of_first_host(path);
    let below = if path.is_empty() {
        String::new()
    } else {
        format!("{of_first_host}.")
    };
    if path == "hosts" {
        return Place::Hosts;
    }
    if path == "schema" {
        return Place::Value(SCHEMA.to_owned());
    }
    for field in FIELDS {
        let known = field.path(0);
        if known == of_first_host {
            return Place::Value(field.kind.to_string());
        }
        if known.starts_with(&below) {
            return Place::Group(known);
        }
    }
    Place::Nothing
}

/// `hosts.3.cores` is `hosts.0.cores`: all hosts have the same fields.
fn of_first_host(path: &str) -> String {
    let mut parts: Vec<_> = path.split('.').collect();
    if let ["hosts", index, ..] = parts.as_mut_slice() {
        *index = "0";
    }
    parts.join(".")
}
