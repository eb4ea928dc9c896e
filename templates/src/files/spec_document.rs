//! `howdah.yaml`: the answers that a bundle was made from. Read again, it gives the same Spec.

use std::iter;

use askama::Template;
use planner::Plan;
use planner::spec::SCHEMA;
use planner::{FIELDS, Spec};

use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "spec-document",
    summary: "The answers that these files were made from.",
    reader: "Howdah",
    format: &format::YAML,
    render: Render::Site(render),
};

#[derive(Template)]
#[template(path = "howdah.yaml")]
struct SpecDocument<'a> {
    about: &'static str,
    lines: Vec<Line<'a>>,
}

/// A line of YAML: `    name: text`, or `  - name:` where more stands below.
struct Line<'a> {
    /// Blanks, and the mark of an item.
    lead: String,
    name: &'a str,
    text: Option<&'a str>,
}

fn render(plan: &Plan) -> Vec<File> {
    let answers = answers(&plan.spec);
    let document = SpecDocument {
        about: FILE.summary,
        lines: answers.lines(),
    };
    vec![File::new(&FILE, "howdah.yaml", &document)]
}

/// Every answer that is not the default, in the order of the wizard.
fn answers(spec: &Spec) -> Tree {
    let raw = spec.write();
    let mut tree = Tree::default();
    tree.add("schema", SCHEMA);
    for host in 0..spec.hosts.len() {
        for field in FIELDS.iter().filter(|field| field.is_of_host() || host == 0) {
            let path = field.path(host);
            if let Some(text) = raw.get(&path) {
                tree.add(&path, text);
            }
        }
    }
    tree
}

/// What stands under a name: a text, or more names.
#[derive(Default)]
struct Tree {
    text: String,
    below: Vec<(String, Tree)>,
}

impl Tree {
    fn add(&mut self, path: &str, text: &str) {
        let (name, rest) = path
            .split_once('.')
            .map_or((path, None), |(name, rest)| (name, Some(rest)));
        let at = self
            .below
            .iter()
            .position(|(other, _)| other == name)
            .unwrap_or_else(|| {
                self.below.push((name.to_owned(), Self::default()));
                self.below.len() - 1
            });
        let tree = &mut self.below[at].1;
        match rest {
            Some(rest) => tree.add(rest, text),
            None => text.clone_into(&mut tree.text),
        }
    }

    fn lines(&self) -> Vec<Line<'_>> {
        self.below
            .iter()
            .flat_map(|(name, tree)| tree.under(name))
            .collect()
    }

    fn under<'a>(&'a self, name: &'a str) -> Vec<Line<'a>> {
        let is_answer = self.below.is_empty();
        let own = Line {
            lead: String::new(),
            name,
            text: is_answer.then_some(self.text.as_str()),
        };
        let mut lines = vec![own];
        if self.is_list() {
            lines.extend(
                self.below
                    .iter()
                    .flat_map(|(_, item)| below("  - ", "    ", item.lines())),
            );
        } else {
            lines.extend(below("  ", "  ", self.lines()));
        }
        lines
    }

    /// Names that are numbers are places in a list.
    fn is_list(&self) -> bool {
        self.below
            .iter()
            .all(|(name, _)| name.bytes().all(|byte| byte.is_ascii_digit()))
    }
}

/// Lines with something before the first, and before each other.
fn below<'a>(
    first: &'static str,
    other: &'static str,
    lines: Vec<Line<'a>>,
) -> impl Iterator<Item = Line<'a>> {
    let leads = iter::once(first).chain(iter::repeat(other));
    leads.zip(lines).map(|(lead, line)| Line {
        lead: format!("{lead}{}", line.lead),
        ..line
    })
}
