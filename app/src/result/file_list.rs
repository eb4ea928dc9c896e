//! The files of the bundle by folder; one of them can be open.

use markup::{Element, el, el_of};

use super::file_text;
use crate::address::Address;
use crate::files::{File, Files};
use crate::state::Wizard;

pub(super) fn file_list(wizard: Wizard) -> Vec<Element> {
    let words = el_of("p", "view-words").text(
        "The zip is laid out as on the host. Start with RUNBOOK.md: it says what to do, in which order, and how to undo it.",
    );
    let list = el_of("ul", "folders").attr("role", "list");
    let list = match wizard.files() {
        Files::Here(files) => {
            let folders = by_folder(&files);
            list.with_all(unknown(wizard, &files))
                .with_all(folders.iter().map(|(name, files)| folder(wizard, name, files)))
        }
        Files::AsWritten => list.as_written(),
        Files::OnTheWay => el_of("p", "note")
            .attr("role", "status")
            .text("What lays out the files is on its way."),
        Files::OutOfReach => out_of_reach(wizard),
    };
    vec![words, list]
}

/// The server shows them, too, on a page of its own.
fn out_of_reach(wizard: Wizard) -> Element {
    // `browser::links` leaves it to the browser.
    let again = el("a")
        .attr("href", wizard.address().href())
        .text("Have the server lay them out");
    el_of("p", "note")
        .attr("role", "alert")
        .text("What lays out the files did not come: the network is away, or something blocks it. ")
        .with(again)
        .text(".")
}

/// The file of a link that these answers do not make.
fn unknown(wizard: Wizard, files: &[File]) -> Option<Element> {
    let wanted = wizard.address().file?;
    let is_there = files.iter().any(|file| file.path == wanted);
    let words = || {
        el_of("li", "note")
            .text("The link is to ")
            .with(el("code").text(wanted.clone()))
            .text(", which these answers do not make. These are the files that they do make.")
    };
    (!is_there).then(words)
}

/// Files that lie together, in the order of the bundle.
fn by_folder(files: &[File]) -> Vec<(&str, Vec<&File>)> {
    let mut folders: Vec<(&str, Vec<&File>)> = Vec::new();
    for file in files {
        let (folder, _) = split(&file.path);
        match folders.iter_mut().find(|(name, _)| *name == folder) {
            Some((_, files)) => files.push(file),
            None => folders.push((folder, vec![file])),
        }
    }
    folders
}

/// The folder with its slash, and the name. What is at the top lies in `./`.
fn split(path: &str) -> (&str, &str) {
    path.rfind('/')
        .map_or(("./", path), |slash| path.split_at(slash + 1))
}

fn folder(wizard: Wizard, name: &str, files: &[&File]) -> Element {
    let files = files.iter().map(|file| item(wizard, file));
    el("li")
        .attr("id", format!("folder-{name}"))
        .with(el_of("h3", "folder").text(name.to_owned()))
        .with(el_of("ul", "files").attr("role", "list").with_all(files))
}

fn item(wizard: Wizard, file: &File) -> Element {
    let here = wizard.address();
    let is_open = here.file.as_ref() == Some(&file.path);
    let (_, name) = split(&file.path);
    let href = Address {
        file: (!is_open).then(|| file.path.clone()),
        ..here
    }
    .href();
    let link = el("a")
        .attr("href", href)
        // A link to a file opens at the file, without script too.
        .attr_if("autofocus", is_open.then_some(""))
        .attr("aria-expanded", if is_open { "true" } else { "false" })
        .with(el("code").text(name.to_owned()));
    let secret = file
        .is_secret
        .then(|| el_of("span", "file-secret").text("secrets"));
    let line = el_of("p", "file-line")
        .with(link)
        .with_all(secret)
        .with(el_of("span", "file-summary").text(file.summary.clone()));
    el_of("li", "file")
        .attr("id", format!("file-{}", file.path))
        .attr_if("data-open", is_open.then_some(""))
        .with(line)
        .with_all(is_open.then(|| file_text::file_text(wizard, file)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_split_into_folder_and_name() {
        assert_eq!(
            split("main/etc/nginx/nginx.conf"),
            ("main/etc/nginx/", "nginx.conf")
        );
        assert_eq!(split("RUNBOOK.md"), ("./", "RUNBOOK.md"));
    }
}
