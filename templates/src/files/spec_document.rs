//! `howdah.yaml`: the answers that a bundle was made from. Read again, it gives the same Spec.

use std::iter;

use askama::Template;
use planner::field::Field;
use planner::input::{fields, site::SERVER, versions};
use planner::spec::{SCHEMA, ServerState};
use planner::tree::Tree;
use planner::{Plan, Spec};

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
        lines: lines(&answers),
    };
    vec![File::new(&FILE, "howdah.yaml", &document)]
}

/// What the newest is changes with Howdah; what the server has does not.
const ALWAYS: [&Field; 3] = [
    &versions::DISTRIBUTION,
    &versions::MASTODON,
    &versions::POSTGRESQL,
];

/// Every answer that is not the default, and every version, in the order of the wizard.
fn answers(spec: &Spec) -> Tree<String> {
    let mut raw = spec.write();
    // Who loads it again has the server by then.
    raw.set(SERVER.name, ServerState::Changed.to_string());
    for field in ALWAYS {
        raw.set(field.name, field.text(spec, 0));
    }
    let schema = ("schema".to_owned(), SCHEMA.to_owned());
    let given = fields(spec.hosts.len()).filter_map(|at| {
        let path = at.to_string();
        let text = raw.get(&path)?.to_owned();
        Some((path, text))
    });
    iter::once(schema).chain(given).collect()
}

fn lines(tree: &Tree<String>) -> Vec<Line<'_>> {
    tree.below
        .iter()
        .flat_map(|(name, tree)| under(name, tree))
        .collect()
}

fn under<'a>(name: &'a str, tree: &'a Tree<String>) -> Vec<Line<'a>> {
    let mut under = vec![Line {
        lead: String::new(),
        name,
        text: tree.leaf.as_deref(),
    }];
    if tree.is_list() {
        let items = tree.below.iter();
        under.extend(items.flat_map(|(_, item)| below("  - ", "    ", lines(item))));
    } else {
        under.extend(below("  ", "  ", lines(tree)));
    }
    under
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
