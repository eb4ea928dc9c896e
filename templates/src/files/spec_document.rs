//! `howdah.yaml`: the answers that a bundle was made from. Read again, it gives the same Spec.

use askama::Template;
use planner::Plan;
use planner::spec::SCHEMA;
use planner::{FIELDS, Spec};

use super::laid_out;
use crate::{File, FileKind, Render, quote};

pub(super) static FILE: FileKind = FileKind {
    id: "spec-document",
    summary: "The answers that these files were made from.",
    reader: "Howdah",
    render: Render::Site(render),
};

#[derive(Template)]
#[template(path = "howdah.yaml", escape = "none")]
struct SpecDocument {
    about: &'static str,
    answers: String,
}

fn render(plan: &Plan) -> Vec<File> {
    let document = SpecDocument {
        about: FILE.summary,
        answers: yaml(&plan.spec),
    };
    vec![File::new(&FILE, "howdah.yaml", laid_out(&document))]
}

/// Every answer that is not the default, in the order of the wizard.
fn yaml(spec: &Spec) -> String {
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
    tree.lines().join("\n")
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

    fn lines(&self) -> Vec<String> {
        self.below
            .iter()
            .flat_map(|(name, tree)| tree.under(name))
            .collect()
    }

    fn under(&self, name: &str) -> Vec<String> {
        if self.below.is_empty() {
            return vec![format!("{name}: {}", scalar(&self.text))];
        }
        let mut lines = vec![format!("{name}:")];
        if self.is_list() {
            for (_, item) in &self.below {
                let marks = std::iter::once("  - ").chain(std::iter::repeat("    "));
                lines.extend(
                    marks
                        .zip(item.lines())
                        .map(|(mark, line)| format!("{mark}{line}")),
                );
            }
        } else {
            lines.extend(self.lines().iter().map(|line| format!("  {line}")));
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

/// Plain where every reader of YAML sees the same text or number, else in quotes: `on`, `4.6` and the like.
fn scalar(text: &str) -> String {
    const SPECIAL: &[&str] = &["y", "n", "yes", "no", "on", "off", "null"];
    let is_word = text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .bytes()
            .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || b"-.".contains(&byte));
    let is_number = text == "0"
        || !text.is_empty() && !text.starts_with('0') && text.bytes().all(|byte| byte.is_ascii_digit());
    if is_number || is_word && !SPECIAL.contains(&text) {
        text.to_owned()
    } else {
        quote::yaml(text)
    }
}
