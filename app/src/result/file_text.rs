//! One file's text, with its comments dimmed and a button to copy it.

use markup::{Element, el, el_of};

use crate::files::File;
use crate::state::Wizard;
use crate::ui::copy::copy_text;

pub(super) fn file_text(wizard: Wizard, file: &File) -> Element {
    let id = format!("text-{}", file.path);
    let facts = format!("Read by {}. Mode {:04o}.", file.reader, file.mode);
    let copy = copy_text(&file.path, id.clone(), wizard.copied(&id));
    let head = el_of("div", "file-head").with(el("p").text(facts)).with(copy);
    el_of("div", "file-view").with(head).with(text_box(
        &file.path,
        el("code").attr("id", id).with_all(lines(file)),
    ))
}

/// A box around a text that scrolls, by keyboard too.
pub(super) fn text_box(name: &str, text: Element) -> Element {
    el_of("pre", "file-text")
        .attr("tabindex", "0")
        .attr("role", "region")
        .attr("aria-label", name.to_owned())
        .with(text)
}

/// Runs of comments and of everything else.
fn lines(file: &File) -> impl Iterator<Item = Element> {
    let marks = &file.comment_marks;
    let mut runs: Vec<(bool, String)> = Vec::new();
    for line in file.text.split_inclusive('\n') {
        let is_comment = marks
            .iter()
            .any(|mark| line.trim_start().starts_with(mark.as_str()));
        match runs.last_mut() {
            Some((kind, run)) if *kind == is_comment => run.push_str(line),
            _ => runs.push((is_comment, line.to_owned())),
        }
    }
    runs.into_iter().map(|(is_comment, run)| {
        el("span")
            .attr_if("class", is_comment.then_some("comment"))
            .text(run)
    })
}
