//! `.gitignore`: keeps files with secrets out of a repository that the bundle is kept in.

use askama::Template;
use planner::Plan;

use crate::quote::filters;
use crate::{File, FileKind, Render, format};

pub(super) static FILE: FileKind = FileKind {
    id: "gitignore",
    summary: "Keeps files with secrets out of git.",
    reader: "git",
    format: &format::GITIGNORE,
    render: Render::SiteFromFiles(render),
};

#[derive(Template)]
#[template(path = "gitignore", escape = "ini")]
struct Ignored {
    about: &'static str,
    /// From the bundle's folder.
    paths: Vec<String>,
}

fn render(_: &Plan, files: &[File]) -> Vec<File> {
    let secret = files.iter().filter(|file| file.is_secret());
    let ignored = Ignored {
        about: FILE.summary,
        paths: secret.map(|file| format!("/{}", file.path)).collect(),
    };
    vec![File::new(&FILE, ".gitignore", &ignored)]
}
